import { createContext, type ReactNode, useContext } from 'react';
import type { Components } from 'react-markdown';
import { openFile } from '../../workbench/open-file';
import { CodeBlock } from '../chat/code-block';
import { parentOf } from '../fs/paths';
import { rawUrl } from '../fs/raw-url';
import { hasScheme, lineOfPart, linkTarget } from './markdown-links';
import { PART_PREFIX } from './markdown-schema';
import { resolveLink } from './resolve-link';
import { canPreview, showPart } from './view-mode';

interface PreviewedFile {
  projectId: string;
  path: string;
}

const InLink = createContext(false);

function OutsideLink({ href, children }: { href: string; children: ReactNode }) {
  // A link in a link is none.
  if (useContext(InLink)) return <span>{children}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      <InLink value={true}>{children}</InLink>
    </a>
  );
}

function openPart(path: string, part: string | null): void {
  const line = part === null ? null : lineOfPart(part);
  if (part !== null && line === null && canPreview(path)) showPart(path, part);
  openFile(path, line === null ? {} : { position: { line } });
}

/** How the elements of a Markdown file are shown: its links and images lead to files of its project. */
export function markdownParts({ projectId, path }: PreviewedFile): Components {
  const folder = parentOf(path);
  const own = (src: unknown) => {
    if (typeof src !== 'string' || hasScheme(src)) return null;
    const found = resolveLink(folder, src);
    return found === null ? null : rawUrl(projectId, found);
  };
  return {
    a: ({ node, href = '', title, children, ...rest }) => {
      // A name is how older HTML marks a place.
      const { name } = node?.properties ?? {};
      const id = rest.id ?? (typeof name === 'string' ? name : undefined);
      const target = linkTarget(href, { path, folder });
      switch (target.kind) {
        case 'outside':
          return <OutsideLink href={target.url}>{children}</OutsideLink>;
        // Where a link leads nowhere or out of the project, its text stays, and the place it may be.
        case 'nowhere':
          return <span id={id}>{children}</span>;
        case 'part':
        case 'file': {
          const { part } = target;
          const place = target.kind === 'file' ? target.path : path;
          return (
            <a
              id={id}
              title={title ?? (target.kind === 'file' ? place : undefined)}
              href={target.kind === 'file' ? rawUrl(projectId, place) : `#${PART_PREFIX}${part}`}
              onClick={(event) => {
                event.preventDefault();
                if (target.kind === 'part') showPart(place, target.part);
                else openPart(place, part);
              }}
            >
              <InLink value={true}>{children}</InLink>
            </a>
          );
        }
      }
    },
    img: ({ node, src, alt, title, width, height }) => {
      const url = typeof src === 'string' ? src : '';
      // The page's policy loads no images of others.
      if (hasScheme(url)) return <OutsideLink href={url}>{alt || url}</OutsideLink>;
      const source = own(url);
      if (source === null) return <span>{alt}</span>;
      return (
        <img
          src={source}
          alt={alt ?? ''}
          loading="lazy"
          style={{ float: sideOf(node?.properties.align) }}
          {...{ title, width, height }}
        />
      );
    },
    source: ({ srcSet, media }) => {
      const [url] = srcSet?.trim().split(/[\s,]/) ?? [];
      const source = own(url);
      return source === null ? null : <source srcSet={source} media={media} />;
    },
    pre: ({ node, children }) => {
      const code = node?.children[0];
      if (code?.type !== 'element' || code.tagName !== 'code') return <pre>{children}</pre>;
      const classes = code.properties.className;
      const name = Array.isArray(classes)
        ? classes.find((entry) => String(entry).startsWith('language-'))
        : undefined;
      return (
        <CodeBlock
          code={textOf(code).replace(/\n$/, '')}
          language={name ? String(name).slice(9).toLowerCase() : ''}
        />
      );
    },
  };
}

const sideOf = (align: unknown) => (align === 'left' || align === 'right' ? align : undefined);

interface TextNode {
  type: string;
  value?: string;
  children?: readonly TextNode[];
}

function textOf({ type, value = '', children = [] }: TextNode): string {
  return type === 'text' ? value : children.map(textOf).join('');
}
