/** Draws something of ours between the layers of a MapLibre map, and draws it alone when nothing
 * else has changed.
 *
 * While the camera rests, what the map draws below ours and what it draws above it are kept as two
 * pictures. A new state of ours is then three drawings (below, ours, above) in place of every layer,
 * tile and name of the map. */

import type {
  CustomLayerInterface,
  CustomRenderMethodInput,
  Map as MapLibreMap,
} from "maplibre-gl";
import { makeProgram, type Program } from "./program";
import { PICTURE_FRAGMENT, PICTURE_VERTEX } from "./shaders";

/** What is drawn between. */
export interface Filling {
  start(map: MapLibreMap, gl: WebGL2RenderingContext): void;
  end(): void;
  /** The map looks elsewhere from now on. */
  aim(input: CustomRenderMethodInput): void;
  /** Draws onto what is bound. Blending is on, for colours multiplied by their alpha. */
  draw(): void;
}

interface Pictures {
  width: number;
  height: number;
  below: WebGLTexture;
  above: WebGLTexture;
}

export class Between {
  private map: MapLibreMap | null = null;
  private gl: WebGL2RenderingContext | null = null;
  private program: Program | null = null;
  private corners: WebGLVertexArrayObject | null = null;
  private pictures: Pictures | null = null;
  /** The pictures show the map as it is. */
  private kept = false;
  /** The drawing that is under way keeps them. */
  private keeping = false;
  private asked = 0;

  constructor(
    private readonly id: string,
    private readonly filling: Filling,
  ) {}

  /** Puts ours before the layer of that name, and the layers after it above ours. */
  addTo(map: MapLibreMap, before?: string): void {
    const lower: CustomLayerInterface = {
      id: `${this.id}-lower`,
      type: "custom",
      renderingMode: "2d",
      onAdd: (_, gl) => this.start(map, gl as WebGL2RenderingContext),
      onRemove: () => this.end(),
      render: (_, input) => this.renderLower(input),
    };
    const upper: CustomLayerInterface = {
      id: `${this.id}-upper`,
      type: "custom",
      renderingMode: "2d",
      render: () => this.renderUpper(),
    };
    map.addLayer(lower, before);
    map.addLayer(upper);
  }

  removeFrom(map: MapLibreMap): void {
    for (const id of [`${this.id}-upper`, `${this.id}-lower`]) map.removeLayer(id);
  }

  /** Ours is another: draws it, at the next frame, alone if the pictures will do. */
  refresh(): void {
    if (!this.map) return;
    if (!this.kept) this.map.triggerRepaint();
    else if (this.asked === 0) this.asked = requestAnimationFrame(() => this.redraw());
  }

  /** Draws now. */
  redraw(): void {
    cancelAnimationFrame(this.asked);
    this.asked = 0;
    const gl = this.gl;
    if (!gl || !this.map) return;
    // Whatever else changes makes the map draw itself, and keep new pictures.
    const pictures = this.kept ? this.pictures : null;
    if (pictures?.width !== gl.drawingBufferWidth || pictures.height !== gl.drawingBufferHeight) {
      this.map.triggerRepaint();
      return;
    }
    // MapLibre takes the context to be in any state when it draws.
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.viewport(0, 0, pictures.width, pictures.height);
    gl.colorMask(true, true, true, true);
    for (const part of [gl.DEPTH_TEST, gl.STENCIL_TEST, gl.CULL_FACE, gl.SCISSOR_TEST])
      gl.disable(part);
    gl.blendEquation(gl.FUNC_ADD);
    this.compose(gl, pictures);
  }

  private start(map: MapLibreMap, gl: WebGL2RenderingContext): void {
    this.map = map;
    this.gl = gl;
    this.program = makeProgram(gl, PICTURE_VERTEX, PICTURE_FRAGMENT);
    this.corners = gl.createVertexArray();
    this.filling.start(map, gl);
  }

  private end(): void {
    cancelAnimationFrame(this.asked);
    const { gl } = this;
    this.filling.end();
    if (gl) {
      this.drop(gl);
      gl.deleteVertexArray(this.corners);
      gl.deleteProgram(this.program?.program ?? null);
    }
    this.map = this.gl = null;
    this.kept = this.keeping = false;
    this.asked = 0;
  }

  private renderLower(input: CustomRenderMethodInput): void {
    const { gl, map } = this;
    if (!gl || !map) return;
    this.filling.aim(input);
    this.kept = false;
    // Pictures of a map that moves would serve one frame each.
    this.keeping = !map.isMoving();
    if (!this.keeping) {
      this.blend(gl);
      this.filling.draw();
      return;
    }
    this.pictures = this.fitting(gl);
    this.take(gl, this.pictures.below);
    // What comes above is drawn onto nothing, so that it can be kept by itself.
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
  }

  private renderUpper(): void {
    const { gl, pictures } = this;
    if (!gl || !this.keeping || !pictures) return;
    this.keeping = false;
    this.take(gl, pictures.above);
    this.compose(gl, pictures);
    this.kept = true;
  }

  private compose(gl: WebGL2RenderingContext, { below, above }: Pictures): void {
    gl.disable(gl.BLEND);
    this.put(gl, below);
    this.blend(gl);
    this.filling.draw();
    this.put(gl, above);
    gl.bindVertexArray(null);
  }

  private blend(gl: WebGL2RenderingContext): void {
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  }

  /** Copies what has been drawn so far. */
  private take(gl: WebGL2RenderingContext, into: WebGLTexture): void {
    const { width, height } = this.pictures!;
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, into);
    gl.copyTexSubImage2D(gl.TEXTURE_2D, 0, 0, 0, 0, 0, width, height);
  }

  private put(gl: WebGL2RenderingContext, picture: WebGLTexture): void {
    const { program, uniform } = this.program!;
    gl.useProgram(program);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, picture);
    gl.uniform1i(uniform("u_picture"), 0);
    gl.bindVertexArray(this.corners);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  private fitting(gl: WebGL2RenderingContext): Pictures {
    const [width, height] = [gl.drawingBufferWidth, gl.drawingBufferHeight];
    if (this.pictures?.width === width && this.pictures.height === height) return this.pictures;
    this.drop(gl);
    const made = () => {
      const texture = gl.createTexture();
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, width, height);
      for (const side of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER])
        gl.texParameteri(gl.TEXTURE_2D, side, gl.NEAREST);
      return texture;
    };
    gl.activeTexture(gl.TEXTURE0);
    return { width, height, below: made(), above: made() };
  }

  private drop(gl: WebGL2RenderingContext): void {
    gl.deleteTexture(this.pictures?.below ?? null);
    gl.deleteTexture(this.pictures?.above ?? null);
    this.pictures = null;
  }
}
