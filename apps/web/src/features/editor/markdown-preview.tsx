import { type ReactNode, useDeferredValue, useEffect, useMemo, useState } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { openFile } from '../../workbench/open-file';
import { CodeBlock } from '../chat/code-block';
import { parentOf } from '../fs/paths';
import { rawUrl } from '../fs/raw-url';
import type { OpenDocument } from './document';
import styles from './markdown-preview.module.css';
import { resolveLink } from './resolve-link';

const TYPING_MS = 150;
const plugins = [remarkGfm];

/**
 * A text as its Markdown reads. HTML in it stays text and links are limited to harmless schemes: a project's file runs
 * nothing here. Links and images of the project lead to its own files.
 */
export function MarkdownPreview({ document }: { document: OpenDocument }) {
  const text = useDeferredValue(useText(document));
  const { projectId, path } = document;
  const components = useMemo(() => partsOf(projectId, parentOf(path)), [projectId, path]);
  return (
    <div className={styles.preview}>
      <article className={styles.article}>
        <ReactMarkdown remarkPlugins={plugins} components={components}>
          {text}
        </ReactMarkdown>
      </article>
    </div>
  );
}

const hasScheme = (url: string) => /^([a-z][a-z+.-]*:|\/\/)/i.test(url);

function OutsideLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

function partsOf(projectId: string, folder: string): Components {
  return {
    a: ({ href = '', children }) => {
      if (hasScheme(href)) return <OutsideLink href={href}>{children}</OutsideLink>;
      const path = resolveLink(folder, href);
      // Where a link leads nowhere, to another place of this page or out of the project, its text stays.
      if (path === null) return <span>{children}</span>;
      return (
        <a
          href={rawUrl(projectId, path)}
          title={path}
          onClick={(event) => {
            event.preventDefault();
            openFile(path);
          }}
        >
          {children}
        </a>
      );
    },
    img: ({ src, alt }) => {
      const url = typeof src === 'string' ? src : '';
      // The page's policy loads no images of others.
      if (hasScheme(url)) return <OutsideLink href={url}>{alt || url}</OutsideLink>;
      const path = resolveLink(folder, url);
      if (path === null) return <span>{alt}</span>;
      return <img src={rawUrl(projectId, path)} alt={alt ?? ''} loading="lazy" />;
    },
    pre: ({ node }) => {
      const code = node?.children[0];
      if (code?.type !== 'element') return null;
      const text = code.children.map((child) => (child.type === 'text' ? child.value : '')).join('');
      const classes = code.properties.className;
      const name = Array.isArray(classes)
        ? classes.find((entry) => String(entry).startsWith('language-'))
        : undefined;
      return (
        <CodeBlock
          code={text.replace(/\n$/, '')}
          language={name ? String(name).slice(9).toLowerCase() : ''}
        />
      );
    },
  };
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
