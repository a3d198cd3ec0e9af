/** The panel at the side: one tab of it is shown. */

import { go, view, words } from "../state/store";
import { TABS, type Tab } from "../state/view";
import { ClaimsPanel } from "./claims";
import { Icon } from "./icon";
import { ChangesPanel, ContestedPanel } from "./lists";
import { PlacePanel } from "./place";
import { SituationPanel } from "./situation";
import { TablePanel } from "./table";

const PANELS: Record<Tab, () => preact.ComponentChild> = {
  place: PlacePanel,
  situation: SituationPanel,
  claims: ClaimsPanel,
  contested: ContestedPanel,
  changes: ChangesPanel,
  table: TablePanel,
};

export function Panel() {
  const t = words.value;
  const { tab, wide } = view.value;
  const Shown = PANELS[tab];
  const step = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const next = TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length]!;
    go({ tab: next });
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <aside class="panel" id="panel" tabIndex={-1} aria-label={t("question")}>
      <div class="tabs">
        <div role="tablist" onKeyDown={step}>
          {TABS.map((one) => (
            <button
              key={one}
              id={`tab-${one}`}
              type="button"
              role="tab"
              aria-selected={one === tab}
              aria-controls="panel-body"
              tabIndex={one === tab ? 0 : -1}
              onClick={() => go({ tab: one })}
            >
              {t(`tab_${one}`)}
            </button>
          ))}
        </div>
        <button
          type="button"
          class="icon-button"
          aria-pressed={wide}
          title={t(wide ? "narrow" : "widen")}
          aria-label={t(wide ? "narrow" : "widen")}
          onClick={() => go({ wide: !wide }, true)}
        >
          <Icon name={wide ? "narrow" : "wide"} />
        </button>
      </div>
      <div
        class="panel-body"
        id="panel-body"
        role="tabpanel"
        aria-labelledby={`tab-${tab}`}
        tabIndex={0}
      >
        <Shown />
      </div>
    </aside>
  );
}
