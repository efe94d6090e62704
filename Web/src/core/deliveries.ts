import type { Delivery } from "../api/types";

/** What goes to one destination, and how far it is: failed if any has failed, sent if all are sent. */
export interface DestinationState {
  destination: string;
  state: Delivery["state"];
  sent: number;
  of: number;
}

/** The destinations in the order of their first delivery. */
export function byDestination(deliveries: readonly Delivery[]): DestinationState[] {
  return [...new Set(deliveries.map(({ destination }) => destination))].map((destination) => {
    const states = deliveries.filter((one) => one.destination === destination).map(({ state }) => state);
    const sent = states.filter((state) => state === "sent").length;
    return {
      destination, sent, of: states.length,
      state: states.includes("failed") ? "failed" : sent === states.length ? "sent" : "waiting",
    };
  });
}

const kinds: Record<string, string> = {
  sr: "Structured report", sc: "Picture", gsps: "Presentation state", fhir: "FHIR report", oru: "HL7 message", webhook: "Webhook",
};

/** What a person calls a kind of result. */
export function kindName(kind: string): string {
  return kinds[kind] ?? kind;
}
