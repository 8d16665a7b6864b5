import { useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import ReactMarkdown, { type Options } from 'react-markdown';
import rehypeRaw from 'rehype-raw';
import rehypeSanitize from 'rehype-sanitize';
import rehypeSlug from 'rehype-slug';
import remarkGfm from 'remark-gfm';
import type { OpenDocument } from './document';
import { markdownParts } from './markdown-parts';
import styles from './markdown-preview.module.css';
import { markdownSchema, PART_PREFIX } from './markdown-schema';
import { partShown, useViewMode } from './view-mode';

const TYPING_MS = 150;
const remarkPlugins = [remarkGfm];
// Nothing comes after sanitising. Ids are made before it, which gives every one of them its prefix.
const rehypePlugins: Options['rehypePlugins'] = [rehypeRaw, rehypeSlug, [rehypeSanitize, markdownSchema]];
const remarkRehypeOptions = { clobberPrefix: '' };

/**
 * A text as its Markdown reads, with the HTML in it that does no harm: a project's file runs nothing here. Links and images of
 * the project lead to its own files.
 */
export default function MarkdownPreview({ document }: { document: OpenDocument }) {
  const text = useDeferredValue(useText(document));
  const { projectId, path } = document;
  const components = useMemo(() => markdownParts({ projectId, path }), [projectId, path]);
  const article = useRef<HTMLElement>(null);
  const wanted = useViewMode(({ part }) => (part?.path === path ? part : null));
  useLayoutEffect(() => {
    if (!wanted) return;
    partShown();
    findPart(article.current, wanted.name)?.scrollIntoView({ block: 'start' });
  }, [wanted]);
  return (
    <div className={styles.preview}>
      <article ref={article} className={styles.article}>
        <ReactMarkdown {...{ remarkPlugins, rehypePlugins, remarkRehypeOptions, components }}>
          {text}
        </ReactMarkdown>
      </article>
    </div>
  );
}

/** The heading or other place of a name, as GitHub finds it: in any case when there is none of its own. */
function findPart(article: HTMLElement | null, name: string): Element | null {
  for (const id of [name, name.toLowerCase()]) {
    const place = article?.querySelector(`[id="${CSS.escape(PART_PREFIX + id)}"]`);
    if (place) return place;
  }
  return null;
}

/** The document's text, a moment behind the typing. */
function useText(document: OpenDocument): string {
  const [text, setText] = useState(() => document.buffer.text());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = document.onText(() => {
      clearTimeout(timer);
      timer = setTimeout(() => setText(document.buffer.text()), TYPING_MS);
    });
    setText(document.buffer.text());
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [document]);
  return text;
}
