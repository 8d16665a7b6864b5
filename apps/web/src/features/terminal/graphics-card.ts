/**
 * Whether WebGL draws on a graphics card. Browsers without one emulate it on the processor, where it takes more of the page's
 * time than drawing DOM does.
 */
export function hasGraphicsCard(): boolean {
  const context = document
    .createElement('canvas')
    .getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}
