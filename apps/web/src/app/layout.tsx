import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import './tokens.css';
import './base.css';

export const metadata: Metadata = {
  title: 'Berth',
  description: 'A self-hosted browser IDE: every project in a workspace of its own.',
  robots: { index: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  interactiveWidget: 'resizes-content',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f4f5f7' },
    { media: '(prefers-color-scheme: dark)', color: '#14161a' },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* Not deferred: it sets the theme before the first paint. */}
        <script src="/theme.js" />
      </head>
      <body>
        {children}
        <noscript>Berth is an application and needs JavaScript.</noscript>
      </body>
    </html>
  );
}
