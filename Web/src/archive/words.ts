import type { Delivery, ObjectState } from "../api/types";

/** The states of objects, as a person says them. */
export const words: Record<ObjectState, string> = {
  waiting: "Waiting", reading: "Reading", sending: "Sending", done: "Done", failed: "Failed",
};

/** The chip's colour for how far a delivery is. */
export const deliveryStyles: Record<Delivery["state"], string> = {
  waiting: "state-waiting", sent: "state-done", failed: "state-failed",
};
