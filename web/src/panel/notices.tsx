/** What stands where there is nothing to show: loading, empty, failed. */

import type { ComponentChildren } from "preact";
import type { Failed } from "../api/client";
import { words } from "../state/store";
import type { Key } from "../words/words";

export function Loading({ what }: { what: Key }) {
  const t = words.value;
  return (
    <p class="notice loading" role="status">
      {t("loading", { what: t(what) })}
    </p>
  );
}

export function Empty({
  children,
  hint,
  action,
}: {
  children: ComponentChildren;
  hint?: string;
  action?: ComponentChildren;
}) {
  return (
    <div class="notice empty">
      <p>{children}</p>
      {hint && <p class="hint">{hint}</p>}
      {action}
    </div>
  );
}

export function Failure({ failed, retry }: { failed: Failed; retry?: () => void }) {
  const t = words.value;
  const offline = failed.code === "offline";
  return (
    <div class="notice failed" role="alert">
      <p>{offline ? t("failed_offline") : failed.message}</p>
      <p class="hint">{offline ? t("failed_offline_hint") : failed.hint}</p>
      {retry && (
        <button type="button" class="plain" onClick={retry}>
          {t("retry")}
        </button>
      )}
    </div>
  );
}
