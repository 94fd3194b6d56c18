import type { Git } from '../../host/git';

const MESSAGE = 'Git can not be run in a browser. Open the folder on a machine to work with branches and to compare with other commits.';

/** There is no git in a browser: every question is answered with that. */
export function openGit(): Git {
  return {
    branchState: async () => ({ kind: 'none', reason: 'missing', message: MESSAGE }),
    createBranch: async () => ({ ok: false, reason: 'none', message: MESSAGE }),
    branches: async () => [],
    user: async () => ({ name: null, email: null }),
    defaultBranch: async () => null,
    commit: async () => null,
    refs: async () => [],
    changes: async () => null,
    mergeBase: async () => null,
    tree: async () => null,
    fileAt: async () => null,
    versions: async () => [],
    filesAt: async () => null,
  };
}
