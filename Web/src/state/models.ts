import { api } from "../api/client";
import type { Model } from "../api/types";
import { Fetched } from "./fetched";

/** The server's models. */
export const models = new Fetched<Model[]>(() => api.models());
