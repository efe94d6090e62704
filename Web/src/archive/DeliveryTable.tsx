import type { Delivery } from "../api/types";
import { kindName } from "../core/deliveries";
import { clock } from "../core/format";
import { Foreign } from "./Foreign";
import { deliveryStyles } from "./words";

/** Where the results of an object go: what is sent, what waits until when, and what failed and why. */
export function DeliveryTable({ deliveries }: { deliveries: readonly Delivery[] }) {
  if (deliveries.length === 0) return null;
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label="Deliveries">
      <table>
        <thead>
          <tr><th scope="col">Destination</th><th scope="col">Result</th><th scope="col">State</th></tr>
        </thead>
        <tbody>
          {deliveries.map((delivery) => (
            <tr key={`${delivery.destination}/${delivery.kind}`}>
              <th scope="row"><Foreign text={delivery.destination} /></th>
              <td>{kindName(delivery.kind)}</td>
              <td>
                <span className={`chip ${deliveryStyles[delivery.state]}`}>
                  {delivery.state === "waiting" && delivery.next_attempt !== null
                    ? `waiting until ${clock(delivery.next_attempt)}` : delivery.state}
                </span>
                {delivery.attempts > 1 && <span className="fine"> after {delivery.attempts} attempts</span>}
                {delivery.error !== null && <p className="fine"><Foreign text={delivery.error} /></p>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
