import { forwardQuery } from '../trpc/forward';
import { router } from '../trpc/init';

export const searchRouter = router({ files: forwardQuery('search.files') });
