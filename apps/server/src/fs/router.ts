import { forwardMutation, forwardQuery } from '../trpc/forward';
import { router } from '../trpc/init';

export const fsRouter = router({
  read: forwardQuery('fs.read'),
  list: forwardQuery('fs.list'),
  stat: forwardQuery('fs.stat'),
  count: forwardQuery('fs.count'),
  deleted: forwardQuery('fs.deleted'),
  create: forwardMutation('fs.create'),
  update: forwardMutation('fs.update'),
  delete: forwardMutation('fs.delete'),
  mkdir: forwardMutation('fs.mkdir'),
  rmdir: forwardMutation('fs.rmdir'),
  rename: forwardMutation('fs.rename'),
  copy: forwardMutation('fs.copy'),
  restore: forwardMutation('fs.restore'),
});
