import { defaultSchema, type Options } from 'rehype-sanitize';

/** What the ids of a Markdown file start with in the page, so that they are none of the page's own. */
export const PART_PREFIX = 'user-content-';

/** Attributes that would give a file keys of the page, or places in its tab order. */
const refused: readonly unknown[] = ['accessKey', 'tabIndex'];

/** The HTML a Markdown file may have: what GitHub shows of it. Scripts, styles, forms, frames and handlers are none of it. */
export const markdownSchema: Options = {
  ...defaultSchema,
  attributes: {
    ...defaultSchema.attributes,
    '*': (defaultSchema.attributes?.['*'] ?? []).filter((name) => !refused.includes(name)),
  },
  clobberPrefix: PART_PREFIX,
  // Their content is no text of the document.
  strip: ['script', 'style', 'template', 'noscript', 'iframe', 'object'],
};
