import { memo, type ReactElement, useDeferredValue, useMemo } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { Recent } from '../../lib/recent';
import { CodeBlock } from './code-block';
import styles from './markdown.module.css';

/**
 * Markdown of a message. HTML in it stays text, links are limited to harmless schemes, and images become links: a
 * message makes the browser fetch nothing.
 */
const components: Components = {
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  ),
  img: ({ src, alt }) => (
    <a href={typeof src === 'string' ? src : undefined} target="_blank" rel="noopener noreferrer nofollow">
      {alt || 'Image'}
    </a>
  ),
  table: ({ children }) => (
    <div className={styles.table}>
      <table>{children}</table>
    </div>
  ),
  pre: ({ node }) => {
    const code = node?.children[0];
    if (code?.type !== 'element') return null;
    const text = code.children.map((child) => (child.type === 'text' ? child.value : '')).join('');
    const classes = code.properties.className;
    const name = Array.isArray(classes)
      ? classes.find((entry) => String(entry).startsWith('language-'))
      : undefined;
    return (
      <CodeBlock code={text.replace(/\n$/, '')} language={name ? String(name).slice(9).toLowerCase() : ''} />
    );
  },
};
const plugins = [remarkGfm];

/** Messages whose Markdown is kept, for when they are scrolled into sight again. */
const recent = new Recent<ReactElement>(300);

export interface MarkdownProps {
  text: string;
  /** True while more of the text is to come. */
  growing?: boolean;
}

/**
 * A text that has just come into sight is plain until the browser has time for its Markdown, so that a list of many
 * scrolls smoothly.
 */
export const Markdown = memo(function Markdown({ text, growing = false }: MarkdownProps) {
  const shown = useDeferredValue<string | null>(text, growing || recent.has(text) ? text : null);
  const content = useMemo(() => {
    if (shown === null) return null;
    return growing ? toElements(shown) : recent.get(shown, () => toElements(shown));
  }, [shown, growing]);
  return <div className={styles.markdown}>{content ?? <p className={styles.plain}>{text}</p>}</div>;
});

function toElements(text: string): ReactElement {
  return ReactMarkdown({ children: text, remarkPlugins: plugins, components });
}
