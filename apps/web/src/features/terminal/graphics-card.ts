/**
 * Whether WebGL draws on a graphics card. Browsers without one emulate it on the processor, where it takes many times more of
 * the page's time than drawing DOM does; some own up to it (`failIfMajorPerformanceCaveat`), others only by name.
 */
export function hasGraphicsCard(): boolean {
  const context = document
    .createElement('canvas')
    .getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  if (!context) return false;
  const names = context.getExtension('WEBGL_debug_renderer_info');
  const renderer: unknown = context.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER);
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return !isProcessor(String(renderer));
}

/** Whether a WebGL renderer, by the name it gives itself, computes on the processor. */
export function isProcessor(renderer: string): boolean {
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer);
}
