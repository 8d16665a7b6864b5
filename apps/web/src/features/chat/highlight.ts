import { common, createLowlight } from 'lowlight';
import { Recent } from '../../lib/recent';

const lowlight = createLowlight(common);
/** Longer code is shown without colours. */
const MAX_LENGTH = 50_000;

const recent = new Recent<ReturnType<typeof lowlight.highlight>>(100);

/** Code as a tree of classed spans, or undefined where its language is not known. */
export function highlight(code: string, language: string) {
  if (code.length > MAX_LENGTH || !lowlight.registered(language)) return undefined;
  return recent.get(`${language}\n${code}`, () => lowlight.highlight(language, code));
}
