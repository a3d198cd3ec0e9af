import { render } from "preact";
import { Page } from "./app";
import { start, theme } from "./state/store";
import { addFonts } from "./theme/fonts";
import "./theme/page.css";
import "./theme/map.css";
import "./theme/timeline.css";
import "./theme/panel.css";
import "./theme/evidence.css";
import "./theme/lists.css";
import "./theme/print.css";
import { readTheme } from "./state/theme";

readTheme();
addFonts();
const root = document.getElementById("page");
if (root) {
  root.replaceChildren();
  render(<Page />, root);
}
void start();
void theme;
