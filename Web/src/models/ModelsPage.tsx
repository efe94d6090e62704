import { architecture, classesText, figure, moment } from "../core/format";
import { models } from "../state/models";
import { href } from "../state/route";
import { useStore } from "../state/store";
import { ProblemNotice } from "../ui/ProblemNotice";
import { ModelDetail } from "./ModelDetail";

/** Every model the server has, and all that was measured of the one chosen: `#/models/NAME/VERSION`. */
export function ModelsPage({ parts }: { parts: string[] }) {
  const { value: known, problem } = useStore(models);
  const model = known?.find(({ name }) => name === parts[0]) ?? known?.[0] ?? null;
  const wanted = parts[1] ?? model?.default_version;
  const version = model?.versions.find((one) => String(one.version) === String(wanted)) ?? model?.versions[0] ?? null;
  return (
    <>
      <aside className="registry" aria-label="Models on this server">
        <h1>Models</h1>
        {problem && <ProblemNotice problem={problem} onRetry={() => void models.load()} />}
        {!known && !problem && <p role="status">Asking the server…</p>}
        {known?.length === 0 && (
          <p className="panel">This server has no model yet. Train one, then put its bundle where the server looks.</p>
        )}
        {known?.map(({ name, versions, default_version: standard }) => (
          <section key={name} className="panel">
            <h2>{name}</h2>
            <ul>
              {versions.map((one) => (
                <li key={one.version}>
                  <a href={href("models", name, one.version)}
                    aria-current={model?.name === name && version === one ? "true" : undefined}>
                    <strong>Version {one.version}</strong>
                    <span className={`chip state-${one.state}`}>{one.state}</span>
                    {String(one.version) === String(standard) && <span className="chip">default</span>}
                    <small>
                      {architecture(one.architecture)} · {classesText(one.classes, one.task)}<br />
                      {one.task ? "macro " : ""}AUROC {figure(one.task ? one.metrics?.macro_auroc : one.metrics?.auroc)} · {moment(one.created)}
                    </small>
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </aside>
      {model && version && <ModelDetail key={`${model.name}/${version.version}`} model={model.name} version={version} />}
    </>
  );
}
