import { chatRouter } from '../chat/router';
import { draftsRouter } from '../drafts/router';
import { fsRouter } from '../fs/router';
import { gitRouter } from '../git/router';
import { projectRouter } from '../project/router';
import { searchRouter } from '../search/router';
import { transferRouter } from '../transfer/router';
import { router } from './init';

export const appRouter = router({
  project: projectRouter,
  fs: fsRouter,
  drafts: draftsRouter,
  search: searchRouter,
  git: gitRouter,
  chat: chatRouter,
  transfer: transferRouter,
});
export type AppRouter = typeof appRouter;
