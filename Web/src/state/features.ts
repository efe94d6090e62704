import { api } from "../api/client";
import type { Features } from "../api/types";
import { Fetched } from "./fetched";

/** What the server can do, asked first, so that nothing is asked of it that it does not have. */
export const features = new Fetched<Features>(() => api.features());
