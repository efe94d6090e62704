import { useEffect, useState } from "react";
import { api } from "../api/client";
import { useLoaded } from "../state/useLoaded";

/** The picture with its heat-map and its sentence, as it was sent. */
export function ObjectPicture({ id }: { id: string }) {
  const { value: picture, problem } = useLoaded(() => api.archivePicture(id), [id]);
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!picture) return;
    const made = URL.createObjectURL(picture);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [picture]);
  return (
    <figure className="object-picture">
      {address !== null && <img src={address} alt="The X-ray with its heat-map; the reading is written into it" />}
      {address === null && (
        <p role="status">{problem ? (problem.status === 404 ? "No picture is kept of this object." : problem.message) : "Fetching the picture…"}</p>
      )}
    </figure>
  );
}
