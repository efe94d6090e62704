import type { Reading } from "../api/types";
import { Icon } from "../ui/Icon";

/** What makes a reading doubtful, in plain words; or that nothing was found that does. */
export function Warnings({ reading }: { reading: Reading }) {
  const { quality, in_distribution: known } = reading;
  if (known !== false && quality.length === 0) {
    return (
      <p className="notice good">
        <Icon name="check" />
        <span>
          No problem was seen with the picture
          {known === true ? ", and it looks like those that the model has learnt from" : ""}.
        </span>
      </p>
    );
  }
  return (
    <div className="notice warn">
      <Icon name="warning" />
      <div>
        {known === false && (
          <p><strong>This picture is unlike those that the model has learnt from.</strong> The probability cannot be trusted: it
            may be another view, another age group, another body part, or no X-ray at all.</p>
        )}
        {quality.length > 0 && <p><strong>About the picture:</strong></p>}
        {quality.length > 0 && <ul>{quality.map((finding) => <li key={finding}>{finding}</li>)}</ul>}
      </div>
    </div>
  );
}
