/** Text that somebody else wrote: always text nodes, isolated from what stands around it. */

import type { ComponentChildren } from "preact";

// Controls that would reorder or hide what follows them, and other invisible ones.
const CONTROLS =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/gu;

/** The text with invisible controls shown by their number instead of obeyed. */
export function visible(text: string): ComponentChildren[] {
  const parts: ComponentChildren[] = [];
  let from = 0;
  for (const hit of text.matchAll(CONTROLS)) {
    parts.push(text.slice(from, hit.index));
    const code = hit[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
    parts.push(<span class="control">U+{code}</span>);
    from = hit.index + hit[0].length;
  }
  parts.push(text.slice(from));
  return parts;
}

/** A name or a short text within a line of ours. */
export function Name({ children, lang }: { children: string; lang?: string | undefined }) {
  return (
    <bdi dir="auto" lang={lang}>
      {visible(children)}
    </bdi>
  );
}

/** A quotation with its evidence marked. */
export function Quotation({
  text,
  marks,
  lang,
}: {
  text: string;
  marks: [number, number];
  lang: string | null;
}) {
  const [start, end] = [Math.max(0, marks[0]), Math.min(text.length, marks[1])];
  return (
    <blockquote dir="auto" lang={lang ?? undefined}>
      {visible(text.slice(0, start))}
      {end > start && <mark>{visible(text.slice(start, end))}</mark>}
      {visible(text.slice(Math.max(start, end)))}
    </blockquote>
  );
}
