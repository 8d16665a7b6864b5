import { z } from 'zod';

/** The page's Content-Security-Policy forbids eval, so schemas must not compile themselves. Import before any parse. */
z.config({ jitless: true });
