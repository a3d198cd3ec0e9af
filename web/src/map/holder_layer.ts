/** Draws every place by its believed holder, between the layers of a MapLibre map.
 *
 * Positions are uploaded once, as offsets from the theatre's centre (single precision holds them to
 * a centimetre there); the states are a texture of four bytes a place that is replaced whole when
 * the day changes. */

import {
  MercatorCoordinate,
  type CustomRenderMethodInput,
  type Map as MapLibreMap,
} from "maplibre-gl";
import { BYTES_PER_PLACE } from "../api/frames";
import { Between, type Filling } from "./between";
import { MAX_HOLDERS, SHAPES, type Rgb, type Shape } from "./palette";
import { makeProgram, type Program } from "./program";
import { AREA_FRAGMENT, AREA_VERTEX, POINT_FRAGMENT, POINT_VERTEX, STATES_WIDTH } from "./shaders";

export const NO_PLACE = 0xffffffff;

/** What is drawn as a point: parallel columns, in drawing order. */
export interface Points {
  place: Uint32Array;
  lon: Float64Array;
  lat: Float64Array;
  radius: Float32Array;
  minZoom: Float32Array;
  hasArea: Uint8Array;
}

/** Districts cut into triangles: corners with their place, and three indices a triangle. */
export interface Areas {
  lon: Float64Array;
  lat: Float64Array;
  place: Uint32Array;
  triangles: Uint32Array;
}

export interface Look {
  colours: Rgb[];
  shapes: Shape[];
  pairs: readonly (readonly [number, number])[];
  grey: Rgb;
  ground: Rgb;
  ink: Rgb;
}

/** Zoom from and to which points of districts give way to their areas. */
export const AREAS_FROM_ZOOM = 10;
const AREAS_FULL_ZOOM = 10.6;

export class HolderLayer implements Filling {
  private readonly between: Between;
  private map: MapLibreMap | null = null;
  private gl: WebGL2RenderingContext | null = null;
  private pointProgram: Program | null = null;
  private areaProgram: Program | null = null;
  private pointArray: WebGLVertexArrayObject | null = null;
  private areaArray: WebGLVertexArrayObject | null = null;
  private texture: WebGLTexture | null = null;
  private frame: Uint8Array | null = null;
  private stale = false;
  private look: Look | null = null;
  private lookStale = false;
  private chosen = NO_PLACE;
  private pointed = NO_PLACE;
  private showAreas = true;
  private noted = false;
  private matrix: Float32Array | null = null;

  constructor(
    id: string,
    private readonly places: number,
    private readonly points: Points,
    private readonly areas: Areas | null,
    private readonly origin: MercatorCoordinate,
  ) {
    this.between = new Between(id, this);
  }

  addTo(map: MapLibreMap, before?: string): void {
    this.between.addTo(map, before);
  }

  removeFrom(map: MapLibreMap): void {
    this.between.removeFrom(map);
  }

  /** Draws now instead of at the next frame. */
  redraw(): void {
    this.between.redraw();
  }

  /** The states to draw: four bytes a place, read at the next drawing and not changed. */
  setFrame(frame: Uint8Array): void {
    if (frame.length !== this.places * BYTES_PER_PLACE) throw new Error("frame of another size");
    this.frame = frame;
    this.stale = true;
    this.between.refresh();
  }

  setLook(look: Look): void {
    this.look = look;
    this.lookStale = true;
    this.between.refresh();
  }

  setMarked(chosen: number | null, pointed: number | null): void {
    const [one, other] = [chosen ?? NO_PLACE, pointed ?? NO_PLACE];
    if (one === this.chosen && other === this.pointed) return;
    this.chosen = one;
    this.pointed = other;
    this.between.refresh();
  }

  setAreasShown(shown: boolean): void {
    if (shown === this.showAreas) return;
    this.showAreas = shown;
    this.between.refresh();
  }

  start(map: MapLibreMap, gl: WebGL2RenderingContext): void {
    this.map = map;
    this.gl = gl;
    this.pointProgram = makeProgram(gl, POINT_VERTEX, POINT_FRAGMENT);
    this.pointArray = this.makePoints(gl, this.pointProgram.program);
    if (this.areas && this.areas.triangles.length > 0) {
      this.areaProgram = makeProgram(gl, AREA_VERTEX, AREA_FRAGMENT);
      this.areaArray = this.makeAreas(gl, this.areaProgram.program, this.areas);
    }
    this.texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, this.texture);
    const rows = Math.max(1, Math.ceil(this.places / STATES_WIDTH));
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8UI, STATES_WIDTH, rows);
    for (const side of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER])
      gl.texParameteri(gl.TEXTURE_2D, side, gl.NEAREST);
    this.stale = this.frame !== null;
    this.lookStale = this.look !== null;
  }

  end(): void {
    const gl = this.gl;
    if (!gl) return;
    gl.deleteTexture(this.texture);
    gl.deleteVertexArray(this.pointArray);
    gl.deleteVertexArray(this.areaArray);
    gl.deleteProgram(this.pointProgram?.program ?? null);
    gl.deleteProgram(this.areaProgram?.program ?? null);
    this.gl = this.map = null;
  }

  aim({ defaultProjectionData }: CustomRenderMethodInput): void {
    this.matrix = translated(defaultProjectionData.mainMatrix, this.origin.x, this.origin.y);
  }

  draw(): void {
    const { gl, matrix } = this;
    if (!gl || !matrix || !this.map || !this.frame || !this.look || !this.pointProgram) return;
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.texture);
    const fresh = this.stale;
    if (fresh) this.upload(gl, this.frame);
    if (this.lookStale) {
      for (const program of [this.pointProgram, this.areaProgram])
        if (program) applyLook(gl, program, this.look);
      this.lookStale = false;
    }
    const zoom = this.map.getZoom();
    const near =
      this.showAreas && this.areaProgram ? ramp(zoom, AREAS_FROM_ZOOM, AREAS_FULL_ZOOM) : 0;
    if (near > 0 && this.areaProgram && this.areas) {
      const { program, uniform } = this.areaProgram;
      gl.useProgram(program);
      this.applyFrame(gl, uniform, matrix, near);
      const { width, height } = gl.canvas;
      gl.uniform2f(
        uniform("u_anchor"),
        ((matrix[12]! / matrix[15]! + 1) / 2) * width,
        ((matrix[13]! / matrix[15]! + 1) / 2) * height,
      );
      gl.bindVertexArray(this.areaArray);
      gl.drawElements(gl.TRIANGLES, this.areas.triangles.length, gl.UNSIGNED_INT, 0);
    }
    const { program, uniform } = this.pointProgram;
    gl.useProgram(program);
    this.applyFrame(gl, uniform, matrix, near);
    gl.uniform1f(uniform("u_zoom"), zoom);
    gl.uniform1f(uniform("u_scale"), scaleAt(zoom));
    gl.uniform1ui(uniform("u_chosen"), this.chosen);
    gl.uniform1ui(uniform("u_pointed"), this.pointed);
    gl.bindVertexArray(this.pointArray);
    // Points, not instances of a square: drawing in software draws each instance by itself.
    gl.drawArrays(gl.POINTS, 0, this.points.place.length);
    gl.bindVertexArray(null);
    if (fresh) this.note();
  }

  /** Leaves marks by which a browser's tools, and our measurements, see when a frame was drawn. */
  private note(): void {
    if (!this.noted) performance.mark("contested:places");
    this.noted = true;
    performance.clearMarks("contested:frame");
    performance.mark("contested:frame");
  }

  private applyFrame(
    gl: WebGL2RenderingContext,
    uniform: Program["uniform"],
    matrix: Float32Array,
    near: number,
  ): void {
    gl.uniform1i(uniform("u_states"), 0);
    gl.uniformMatrix4fv(uniform("u_matrix"), false, matrix);
    const ratio = this.map?.getPixelRatio() ?? 1;
    gl.uniform1f(uniform("u_ratio"), ratio);
    gl.uniform1f(uniform("u_ratio_f"), ratio);
    gl.uniform1f(uniform("u_near"), near);
  }

  private upload(gl: WebGL2RenderingContext, frame: Uint8Array): void {
    const rows = Math.floor(this.places / STATES_WIDTH);
    const rest = this.places - rows * STATES_WIDTH;
    const format = [gl.RGBA_INTEGER, gl.UNSIGNED_BYTE] as const;
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 4);
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
    if (rows > 0) gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, STATES_WIDTH, rows, ...format, frame, 0);
    const done = rows * STATES_WIDTH * BYTES_PER_PLACE;
    if (rest > 0) gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, rows, rest, 1, ...format, frame, done);
    this.stale = false;
  }

  private makePoints(gl: WebGL2RenderingContext, program: WebGLProgram): WebGLVertexArrayObject {
    const { place, lon, lat, radius, minZoom, hasArea } = this.points;
    const marks = new Float32Array(place.length * 3);
    for (let at = 0; at < place.length; at++)
      marks.set([radius[at]!, minZoom[at]!, hasArea[at]!], at * 3);
    const array = gl.createVertexArray();
    gl.bindVertexArray(array);
    attribute(gl, program, "a_offset", offsets(lon, lat, this.origin), 2);
    attribute(gl, program, "a_mark", marks, 3);
    attribute(gl, program, "a_place", place, 1);
    gl.bindVertexArray(null);
    return array;
  }

  private makeAreas(
    gl: WebGL2RenderingContext,
    program: WebGLProgram,
    areas: Areas,
  ): WebGLVertexArrayObject {
    const array = gl.createVertexArray();
    gl.bindVertexArray(array);
    attribute(gl, program, "a_offset", offsets(areas.lon, areas.lat, this.origin), 2);
    attribute(gl, program, "a_place", areas.place, 1);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, areas.triangles, gl.STATIC_DRAW);
    gl.bindVertexArray(null);
    return array;
  }
}

/** How large marks are drawn at a zoom, of their own radius. */
export function scaleAt(zoom: number): number {
  return 0.62 + 0.5 * ramp(zoom, 5.5, 11);
}

function ramp(value: number, from: number, to: number): number {
  return Math.max(0, Math.min(1, (value - from) / (to - from)));
}

function offsets(lon: Float64Array, lat: Float64Array, origin: MercatorCoordinate): Float32Array {
  const flat = new Float32Array(lon.length * 2);
  for (let at = 0; at < lon.length; at++) {
    const { x, y } = MercatorCoordinate.fromLngLat([lon[at]!, lat[at]!]);
    flat[at * 2] = x - origin.x;
    flat[at * 2 + 1] = y - origin.y;
  }
  return flat;
}

/** The matrix for offsets from (x, y), computed in double precision. */
function translated(matrix: ArrayLike<number>, x: number, y: number): Float32Array {
  const moved = Float32Array.from(matrix);
  for (let row = 0; row < 4; row++)
    moved[12 + row] = matrix[row]! * x + matrix[4 + row]! * y + matrix[12 + row]!;
  return moved;
}

function applyLook(gl: WebGL2RenderingContext, { program, uniform }: Program, look: Look): void {
  gl.useProgram(program);
  const colours = new Float32Array(MAX_HOLDERS * 3);
  look.colours.slice(0, MAX_HOLDERS).forEach((rgb, at) => colours.set(rgb, at * 3));
  gl.uniform3fv(uniform("u_colours"), colours);
  const shapes = new Int32Array(MAX_HOLDERS);
  look.shapes.slice(0, MAX_HOLDERS).forEach((shape, at) => (shapes[at] = SHAPES.indexOf(shape)));
  gl.uniform1iv(uniform("u_shapes"), shapes);
  const pairs = new Int32Array(MAX_HOLDERS * (MAX_HOLDERS - 1));
  look.pairs.slice(0, pairs.length / 2).forEach((pair, at) => pairs.set(pair, at * 2));
  gl.uniform2iv(uniform("u_pairs"), pairs);
  // Once for corners and once for pixels: the two stages differ in precision.
  for (const stage of ["", "_f"]) {
    gl.uniform3fv(uniform(`u_grey${stage}`), [...look.grey]);
    gl.uniform3fv(uniform(`u_ground${stage}`), [...look.ground]);
    gl.uniform3fv(uniform(`u_ink${stage}`), [...look.ink]);
  }
}

function attribute(
  gl: WebGL2RenderingContext,
  program: WebGLProgram,
  name: string,
  values: Float32Array | Uint32Array,
  size: number,
): void {
  const at = gl.getAttribLocation(program, name);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW);
  gl.enableVertexAttribArray(at);
  if (values instanceof Uint32Array) gl.vertexAttribIPointer(at, size, gl.UNSIGNED_INT, 0, 0);
  else gl.vertexAttribPointer(at, size, gl.FLOAT, false, 0, 0);
}
