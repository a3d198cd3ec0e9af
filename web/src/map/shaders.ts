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
uniform float u_ratio;     // device pixels per CSS pixel
uvec4 stateOf(uint place) {
  return texelFetch(u_states, ivec2(int(place % ${STATES_WIDTH}u), int(place / ${STATES_WIDTH}u)), 0);
}
`;

// Colours are worked out at corners, never for every pixel: drawing in software has to be quick too.
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
  if (code == 0u) { one = other = u_grey; return; }
  if (code == 255u) { one = u_grey; other = u_ground; return; }
  if (code >= 128u) {
    ivec2 pair = u_pairs[int(code) - 128];
    one = colourOf(pair.x); other = colourOf(pair.y); return;
  }
  one = other = colourOf(int(code) - 1);
}
`;

// What a mark is, as bits of v_kind beside its shape.
const SHAPE_MASK = 15;
const UNKNOWN = 16;
const DIVIDED = 32;
const INFERRED = 64;
const DIFFERS = 128;
const CHOSEN = 256;
const POINTED = 512;

export const POINT_VERTEX = `${SHARED}${COLOURS}
in vec2 a_offset;
in vec3 a_mark;          // radius in CSS pixels, least zoom, 1 if it is drawn as an area when near
in uint a_place;
uniform float u_zoom;
uniform float u_scale;
uniform float u_near;    // 0..1: how far areas have replaced their points
uniform uint u_chosen;
uniform uint u_pointed;
uniform int u_shapes[${MAX_HOLDERS}];
flat out int v_kind;
flat out float v_radius;
flat out vec3 v_one;
flat out vec3 v_other;
flat out vec3 v_edge;
flat out float v_reach;  // CSS pixels from the centre to the edge of what is drawn
void main() {
  uvec4 state = stateOf(a_place);
  uint code = state.r;
  bool known = code != 0u, divided = code >= 128u;
  bool chosen = a_place == u_chosen, pointed = a_place == u_pointed;
  bool differs = (state.a & 4u) != 0u, inferred = (state.a & 8u) != 0u;
  float radius = a_mark.x * u_scale * (known ? 1.0 : 0.62);
  if (a_mark.z > 0.5) radius *= 1.0 - 0.45 * u_near;
  v_radius = radius;

  vec3 one, other;
  colours(code, one, other);
  float filled = strength(float(state.g) / 255.0) * freshness(float(state.b)) * (inferred ? 0.5 : 1.0);
  v_one = mix(u_ground, one, known ? filled : 0.0);
  v_other = mix(u_ground, other, filled);
  v_edge = known ? mix(u_ground, divided ? u_ink : mix(one, u_ink, 0.25), mix(0.55, 1.0, freshness(float(state.b)))) : u_grey;
  v_kind = known && !divided ? u_shapes[clamp(int(code) - 1, 0, ${MAX_HOLDERS - 1})] : 0;
  v_kind |= (known ? 0 : ${UNKNOWN}) | (divided ? ${DIVIDED} : 0) | (inferred ? ${INFERRED} : 0)
          | (differs ? ${DIFFERS} : 0) | (chosen ? ${CHOSEN} : 0) | (pointed ? ${POINTED} : 0);

  float reach = radius * (v_kind > 0 && !divided ? 1.5 : 1.0) + 1.5;
  if (differs || chosen || pointed) reach = max(reach, radius + 7.5);
  v_reach = reach;
  gl_PointSize = 2.0 * reach * u_ratio;
  bool shown = u_zoom >= a_mark.y - (known ? 1.5 : 0.0) || chosen || pointed;
  gl_Position = shown ? u_matrix * vec4(a_offset, 0.0, 1.0) : vec4(2.0, 2.0, 2.0, 1.0);
}`;

export const POINT_FRAGMENT = `#version 300 es
precision mediump float;
precision mediump int;
flat in int v_kind;
flat in float v_radius;
flat in vec3 v_one;
flat in vec3 v_other;
flat in vec3 v_edge;
flat in float v_reach;
uniform float u_ratio_f;
uniform vec3 u_ground_f;
uniform vec3 u_ink_f;
uniform vec3 u_grey_f;
out vec4 fragColor;

// Signed distance to a mark's edge; marks of one radius have about the same area.
float markOf(int shape, vec2 p, float r) {
  vec2 q = abs(p);
  if (shape == 0) return length(p) - r;
  if (shape == 1) return max(q.x, q.y) - r * 0.88;
  if (shape == 2) return (q.x + q.y - r * 1.24) * 0.7071;
  if (shape == 3) { float y = p.y - 0.14 * r; return max(y, 0.866 * q.x - 0.5 * y) - r * 0.74; }
  if (shape == 4) { float y = -p.y - 0.14 * r; return max(y, 0.866 * q.x - 0.5 * y) - r * 0.74; }
  if (shape == 5) return max(q.y, 0.866 * q.x + 0.5 * q.y) - r * 0.92;
  vec2 w = vec2(r * 1.05, r * 0.45);
  return min(max(q.x - w.x, q.y - w.y), max(q.x - w.y, q.y - w.x));
}
// How much of a pixel lies on the inner side of an edge at distance d.
float covered(float d) { return clamp(0.5 - d * u_ratio_f, 0.0, 1.0); }
void over(inout vec4 under, vec3 colour, float alpha) {
  under = vec4(colour * alpha, alpha) + under * (1.0 - alpha);
}
void main() {
  vec2 at = (gl_PointCoord * 2.0 - 1.0) * v_reach;
  float d = markOf(v_kind & ${SHAPE_MASK}, at, v_radius);
  bool unknown = (v_kind & ${UNKNOWN}) != 0;
  vec3 fill = v_one;
  if ((v_kind & ${DIVIDED}) != 0)
    fill = mix(v_one, v_other, smoothstep(-0.3, 0.3, sin((at.x + at.y) * 1.5707963 / max(2.2, v_radius * 0.36))));
  float edge = covered(abs(d) - 0.6);
  if ((v_kind & ${INFERRED}) != 0) edge *= step(0.0, sin((at.x - at.y) * 2.2));
  vec4 colour = vec4(fill, 1.0) * (covered(d) * (unknown ? 0.75 : 1.0));
  over(colour, v_edge, edge * (unknown ? 0.85 : 1.0));
  if ((v_kind & ${DIFFERS | CHOSEN | POINTED}) != 0) {
    float far = length(at) - v_radius;
    if ((v_kind & ${DIFFERS}) != 0)
      over(colour, unknown ? u_grey_f : u_ink_f, (unknown ? 0.7 : 1.0) * covered(abs(far - 3.6) - 0.8));
    if ((v_kind & ${CHOSEN | POINTED}) != 0) {
      over(colour, u_ground_f, covered(abs(far - 4.6) - 2.2));
      over(colour, u_ink_f, ((v_kind & ${CHOSEN}) != 0 ? 1.0 : 0.55) * covered(abs(far - 4.6) - 1.2));
    }
  }
  fragColor = colour;
}`;

export const AREA_VERTEX = `${SHARED}${COLOURS}
in vec2 a_offset;
in uint a_place;
uniform float u_near;
flat out vec4 v_one;     // premultiplied; nothing where nobody spoke of the place
flat out vec4 v_other;
flat out int v_kind;
void main() {
  uvec4 state = stateOf(a_place);
  uint code = state.r;
  vec3 one, other;
  colours(code, one, other);
  float filled = code == 0u ? 0.0 : 0.72 * u_near * strength(float(state.g) / 255.0) * freshness(float(state.b));
  if ((state.a & 8u) != 0u) filled *= 0.5;
  v_one = vec4(one, 1.0) * filled;
  v_other = vec4(other, 1.0) * filled;
  v_kind = (code >= 128u ? ${DIVIDED} : 0) | ((state.a & 8u) != 0u ? ${INFERRED} : 0);
  gl_Position = u_matrix * vec4(a_offset, 0.0, 1.0);
}`;

export const AREA_FRAGMENT = `#version 300 es
precision highp float;
flat in vec4 v_one;
flat in vec4 v_other;
flat in int v_kind;
uniform vec2 u_anchor;   // where the map's origin lies, so that hatches stay with the ground
uniform float u_ratio_f;
out vec4 fragColor;
void main() {
  fragColor = v_one;
  if (v_kind == 0) return;
  vec2 at = (gl_FragCoord.xy - u_anchor) / u_ratio_f;
  if ((v_kind & ${DIVIDED}) != 0)
    fragColor = mix(v_one, v_other, smoothstep(-0.12, 0.12, sin((at.x - at.y) * 0.3141593)));
  if ((v_kind & ${INFERRED}) != 0) fragColor *= step(0.0, sin(at.y * 0.9));
}`;

/** A picture over the whole of what is drawn on, pixel by pixel: one triangle that covers it. */
export const PICTURE_VERTEX = `#version 300 es
void main() {
  vec2 corner = vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0);
  gl_Position = vec4(corner, 0.0, 1.0);
}
`;

export const PICTURE_FRAGMENT = `#version 300 es
precision mediump float;
uniform sampler2D u_picture;
out vec4 colour;
void main() { colour = texelFetch(u_picture, ivec2(gl_FragCoord.xy), 0); }
`;
