/** WebGL 2 programs of the holder layer.
 *
 * The state of every place is one texel of `u_states` (holder, probability, age, flags), so that a
 * step of the timeline is one upload and no geometry changes. */

import { MAX_HOLDERS } from "./palette";

const STATES_WIDTH = 1024;
export { STATES_WIDTH };

const SHARED = `#version 300 es
precision highp float;
precision highp int;
uniform highp usampler2D u_states;
uniform mat4 u_matrix;
uniform vec2 u_viewport;   // drawing buffer, pixels
uniform float u_ratio;     // device pixels per CSS pixel
uvec4 stateOf(uint place) {
  return texelFetch(u_states, ivec2(int(place % ${STATES_WIDTH}u), int(place / ${STATES_WIDTH}u)), 0);
}
`;

const COLOURS = `
uniform vec3 u_colours[${MAX_HOLDERS}];
uniform ivec2 u_pairs[${(MAX_HOLDERS * (MAX_HOLDERS - 1)) / 2}];
uniform vec3 u_grey;
uniform vec3 u_ground;
uniform vec3 u_ink;
float strength(float prob) { return min(1.0, 0.22 + 0.78 * clamp((prob - 0.4) / 0.55, 0.0, 1.0)); }
float freshness(float age) { return 1.0 - 0.6 * smoothstep(5.0, 60.0, age); }
vec3 colourOf(int holder) { return u_colours[clamp(holder, 0, ${MAX_HOLDERS - 1})]; }
// The two colours of a state: the same twice unless it is divided.
void colours(uint code, out vec3 one, out vec3 other) {
  if (code == 255u) { one = u_grey; other = u_ground; return; }
  if (code >= 128u) {
    ivec2 pair = u_pairs[int(code) - 128];
    one = colourOf(pair.x); other = colourOf(pair.y); return;
  }
  one = other = colourOf(int(code) - 1);
}
`;

export const POINT_VERTEX = `${SHARED}
in vec2 a_corner;
in vec2 a_offset;
in vec3 a_mark;          // radius in CSS pixels, least zoom, 1 if it is drawn as an area when near
in uint a_place;
uniform float u_zoom;
uniform float u_scale;
uniform float u_near;    // 0..1: how far areas have replaced their points
uniform uint u_chosen;
uniform uint u_pointed;
flat out uvec4 v_state;
flat out float v_radius;
flat out uint v_marked;
out vec2 v_at;           // CSS pixels from the centre
void main() {
  v_state = stateOf(a_place);
  bool known = v_state.r != 0u;
  v_marked = (a_place == u_chosen ? 1u : 0u) | (a_place == u_pointed ? 2u : 0u);
  float radius = a_mark.x * u_scale * (known ? 1.0 : 0.62);
  bool shown = u_zoom >= a_mark.y - (known ? 1.5 : 0.0) || v_marked != 0u;
  if (a_mark.z > 0.5) radius *= 1.0 - 0.45 * u_near;
  v_radius = radius;
  float reach = radius + 7.0;
  v_at = a_corner * reach;
  vec4 centre = u_matrix * vec4(a_offset, 0.0, 1.0);
  gl_Position = shown ? centre + vec4(v_at * vec2(2.0, -2.0) * u_ratio / u_viewport * centre.w, 0.0, 0.0)
                      : vec4(2.0, 2.0, 2.0, 1.0);
}`;

export const POINT_FRAGMENT = `${SHARED}${COLOURS}
flat in uvec4 v_state;
flat in float v_radius;
flat in uint v_marked;
in vec2 v_at;
uniform int u_shapes[${MAX_HOLDERS}];
out vec4 fragColor;

float polygon(vec2 p, float r, float sides, float turn) {
  float a = atan(p.x, p.y) + turn, slice = 6.2831853 / sides;
  return cos(floor(0.5 + a / slice) * slice - a) * length(p) - r;
}
// Signed distance to a mark's edge; marks of one radius have about the same area.
float markOf(int shape, vec2 p, float r) {
  if (shape == 1) { vec2 q = abs(p) - r * 0.88; return max(q.x, q.y); }
  if (shape == 2) return (abs(p.x) + abs(p.y) - r * 1.24) * 0.7071;
  if (shape == 3) return polygon(p - vec2(0.0, 0.14 * r), r * 0.74, 3.0, 0.0);
  if (shape == 4) return polygon(p + vec2(0.0, 0.14 * r), r * 0.74, 3.0, 3.1415927);
  if (shape == 5) return polygon(p, r * 0.92, 6.0, 0.0);
  if (shape == 6) {
    vec2 q = abs(p), w = vec2(r * 1.05, r * 0.45);
    return min(max(q.x - w.x, q.y - w.y), max(q.x - w.y, q.y - w.x));
  }
  return length(p) - r;
}
void over(inout vec4 under, vec3 colour, float alpha) {
  under = vec4(colour * alpha, alpha) + under * (1.0 - alpha);
}
void main() {
  uint code = v_state.r;
  float prob = float(v_state.g) / 255.0, age = float(v_state.b);
  bool divided = code >= 128u;
  vec3 one, other;
  colours(code, one, other);
  int shape = code == 0u || divided ? 0 : u_shapes[clamp(int(code) - 1, 0, ${MAX_HOLDERS - 1})];
  float d = markOf(shape, v_at, v_radius);
  float px = 1.0 / u_ratio;
  vec4 colour = vec4(0.0);
  if (code == 0u) {
    float ring = abs(length(v_at) - v_radius) - 0.55;
    over(colour, u_ground, 0.75 * (1.0 - smoothstep(0.0, px, length(v_at) - v_radius)));
    over(colour, u_grey, 0.8 * (1.0 - smoothstep(0.0, px, ring)));
  } else {
    float stripe = smoothstep(-0.3, 0.3, sin((v_at.x + v_at.y) * 1.5707963 / max(2.2, v_radius * 0.36)));
    vec3 fill = mix(one, other, divided ? stripe : 0.0);
    float filled = strength(prob) * freshness(age);
    if ((v_state.a & 8u) != 0u) filled *= 0.5;
    // A ground under the fill keeps roads and borders from shining through weak beliefs.
    over(colour, u_ground, 0.9 * (1.0 - smoothstep(0.6, 0.6 + px, d - 1.0)));
    over(colour, mix(u_ground, fill, filled), 1.0 - smoothstep(0.0, px, d));
    vec3 edge = divided ? u_ink : mix(one, u_ink, 0.25);
    float dash = (v_state.a & 8u) != 0u ? step(0.0, sin(atan(v_at.y, v_at.x) * 8.0)) : 1.0;
    over(colour, edge, dash * mix(0.55, 1.0, freshness(age)) * (1.0 - smoothstep(0.0, px, abs(d) - 0.6)));
  }
  if ((v_state.a & 4u) != 0u)
    over(colour, code == 0u ? u_grey : u_ink,
         (code == 0u ? 0.7 : 1.0) * (1.0 - smoothstep(0.0, px, abs(length(v_at) - v_radius - 3.6) - 0.8)));
  if (v_marked != 0u) {
    float ring = abs(length(v_at) - v_radius - 4.6);
    over(colour, u_ground, 1.0 - smoothstep(0.0, px, ring - 2.2));
    over(colour, u_ink, ((v_marked & 1u) != 0u ? 1.0 : 0.55) * (1.0 - smoothstep(0.0, px, ring - 1.2)));
  }
  if (colour.a < 0.004) discard;
  fragColor = colour;
}`;

export const AREA_VERTEX = `${SHARED}
in vec2 a_offset;
in uint a_place;
flat out uvec4 v_state;
void main() {
  v_state = stateOf(a_place);
  gl_Position = u_matrix * vec4(a_offset, 0.0, 1.0);
}`;

export const AREA_FRAGMENT = `${SHARED}${COLOURS}
flat in uvec4 v_state;
uniform vec2 u_anchor;   // where the map's origin lies, so that hatches stay with the ground
uniform float u_near;
out vec4 fragColor;
void main() {
  uint code = v_state.r;
  if (code == 0u) discard;
  vec3 one, other;
  colours(code, one, other);
  vec2 at = (gl_FragCoord.xy - u_anchor) / u_ratio;
  float stripe = smoothstep(-0.12, 0.12, sin((at.x - at.y) * 0.3141593));
  vec3 fill = mix(one, other, code >= 128u ? stripe : 0.0);
  float filled = 0.72 * strength(float(v_state.g) / 255.0) * freshness(float(v_state.b));
  if ((v_state.a & 8u) != 0u) filled *= 0.5 * step(0.0, sin(at.y * 0.9));
  fragColor = vec4(fill, 1.0) * filled * u_near;
}`;
