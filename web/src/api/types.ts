/** What the HTTP interface answers (base path `api/v1`). Days are ISO dates; a `PlaceIndex` counts
 * in the order of `/places` and of the frames. */

export type Names = Record<string, string>;
export type Mode = "then" | "hindsight";
export type PlaceIndex = number;

export interface Named {
  id: string;
  name: Names;
}

export interface Holder extends Named {
  key: string;
  side: string;
  colour: string;
}

export interface Speaker {
  key: string;
  name: Names;
  kind: string;
  side: string | null;
  claims: number;
}

export interface Tiles {
  kind: "raster" | "vector" | "pmtiles";
  url: string;
  attribution: string;
}

export interface Overview {
  theatre: Named & {
    local_language: string | null;
    bounds: [number, number, number, number];
    focus: [number, number, number, number];
    center: [number, number];
    zoom: number;
  };
  first_day: string;
  last_day: string;
  open_at: string;
  version: string;
  counts: Record<string, number>;
  holders: Holder[];
  pairs: [number, number][];
  sides: Holder[];
  speakers: Speaker[];
  predicates: string[];
  can_write: boolean;
  logged_in: boolean;
  static: boolean;
  tiles: Tiles | null;
}

export interface Places {
  id: string[];
  kind: string[];
  lat: (number | null)[];
  lon: (number | null)[];
  part_of: (PlaceIndex | null)[];
  population: (number | null)[];
  names: Record<string, (string | null)[]>;
  local: (string | null)[];
  spoken: boolean[];
}

export interface Reliability {
  favour: "gain" | "neutral" | "against";
  letter: string;
  right_prob: number | null;
  rests_on: number;
}

export interface Copy {
  claim_id: string;
  report_id: string;
  publisher: string | null;
  published_at: string | null;
}

/** One claim. `sentence_marks` are the evidence within `sentence`. */
export interface Claim {
  id: string;
  report_id: string;
  predicate: string;
  factuality: string;
  extent: string;
  actor: Named | null;
  target: Named | null;
  place: Named | null;
  speaker: Speaker;
  chain: string[];
  channel: string | null;
  valid_from: string | null;
  valid_to: string | null;
  published_at: string | null;
  published_on: string | null;
  publisher: string | null;
  agency: string | null;
  title: string | null;
  language: string | null;
  sentence: string;
  sentence_marks: [number, number];
  statement: Names;
  confidence: number;
  reliability: Reliability | null;
  copies: Copy[];
  corrected_by: string | null;
  contribution_log_odds: number | null;
  echo_prob: number | null;
}

export interface HolderProb {
  key: string;
  name: Names;
  prob: number;
}

export interface Belief {
  at: string;
  known_at: string;
  kind: "filtered" | "smoothed";
  probs: HolderProb[];
  inferred: HolderProb[];
  likeliest: string;
  since: string | null;
  age_days: number | null;
  testimonies: number;
  supposed: boolean;
}

export interface Position {
  key: string;
  holder: Named | null;
  extent: string;
  factuality: string;
  speakers: Names[];
  latest: string | null;
  /** Null where it is not known: for one side in a static copy. */
  log_odds: number | null;
  claims: Claim[];
}

export interface PlaceHead extends Named {
  index: PlaceIndex;
  kind: string;
  population: number | null;
  part_of: Named[];
  parts: Named[];
}

export interface PlaceAnswer {
  place: PlaceHead;
  belief: Belief;
  rivals: Position[];
  claims: number;
  more_claims: number;
}

export interface History {
  first_day: string;
  days: string[];
  probs: Record<string, number[]>;
  names: Record<string, Names>;
  marks: { day: string; claims: string[] }[];
}

export interface Report {
  id: string;
  title: string | null;
  publisher: string | null;
  agency: string | null;
  language: string | null;
  published_at: string | null;
  text: string;
  url: string | null;
  claims: { id: string; start: number; end: number; statement: Names }[];
}

export interface Decides extends Named {
  place: PlaceIndex;
  influence: number;
}

export interface Siege extends Named {
  place: PlaceIndex;
  by: Named | null;
  whose: Named | null;
  state: string;
  definition: string;
  prob: number;
  since: string | null;
  until: string | null;
  days: number | null;
  people: number | null;
  inside: PlaceIndex[];
  ring: PlaceIndex[];
  deciding: Decides[];
  claims: string[];
  sentence: Names;
}

export interface Corridor {
  siege: number | null;
  place: PlaceIndex;
  by: Named | null;
  state: string;
  prob: number;
  since: string | null;
  through: PlaceIndex[];
  deciding: Decides[];
  claims: string[];
  sentence: Names;
}

export interface RouteState extends Named {
  whose: Named | null;
  state: string;
  prob: number;
  since: string | null;
  line: PlaceIndex[];
  cut_by: Decides[];
  claims: string[];
  sentence: Names;
}

export interface Deciding extends Named {
  place: PlaceIndex;
  holder: Named;
  people_besieged: number;
  people_relieved: number;
  sentence: Names;
}

export interface Supposed {
  kind: string;
  place: Named;
  before: string;
  after: string;
  before_prob: number;
  after_prob: number;
  people: number | null;
  sentence: Names;
}

export interface Situation {
  at: string;
  sieges: Siege[];
  corridors: Corridor[];
  routes: RouteState[];
  deciding: Deciding[];
  supposed: Supposed[];
}

export interface SituationDays {
  sieges: (Named & { place: PlaceIndex; by: Named | null; since: string; until: string | null })[];
}

export interface Contested {
  at: string;
  rows: (Named & {
    place: PlaceIndex;
    contest: number;
    probs: HolderProb[];
    age_days: number | null;
    speakers: number;
  })[];
}

export interface Changes {
  first: string;
  last: string;
  places: (Named & {
    place: PlaceIndex;
    before: HolderProb;
    after: HolderProb;
    claims: string[];
  })[];
  situation: {
    kind: string;
    place: Named;
    before: string | null;
    after: string | null;
    sentence: Names;
  }[];
}

export interface Moves {
  first_day: string;
  kinds: string[];
  days: number[][];
  changes: number[];
}

export interface Ticks {
  day: string;
  claims: Claim[];
}

export interface Claims {
  rows: Claim[];
  total: number;
  next: string | null;
}

export interface Found {
  places: (Named & {
    index: PlaceIndex;
    kind: string;
    matched: string;
    part_of: Named | null;
    spoken: boolean;
  })[];
  actors: (Named & {
    kind: string;
    side: string | null;
    speaker: string | null;
    matched: string;
  })[];
}
