import { describe, expect, it } from 'vitest';
import { selectHunks } from './parse-diff';

const header = 'diff --git a/f b/f\nindex 1..2 100644\n--- a/f\n+++ b/f\n';
const first = '@@ -1,2 +1,2 @@\n-one\n+@@ -9 +9 @@\n \n';
const second = '@@ -9 +9 @@\n-diff --git a/x b/x\n+nine\n';
const select = (patch: string, ...wanted: number[]) => selectHunks(Buffer.from(patch), wanted)?.toString();

describe('the hunks of a patch', () => {
  it('are taken one by one, whatever their lines look like', () => {
    expect(select(header + first + second, 0)).toBe(header + first);
    expect(select(header + first + second, 1)).toBe(header + second);
    expect(select(header + first + second, 1, 0, 1)).toBe(header + first + second);
    expect(select(header + first + second, 2)).toBeUndefined();
  });

  it('are all taken where a file has become something else', () => {
    const gone =
      'diff --git a/f b/f\ndeleted file mode 100644\n--- a/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-one\n';
    const come = 'diff --git a/f b/f\nnew file mode 120000\n--- /dev/null\n+++ b/f\n@@ -0,0 +1 @@\n+target\n';
    expect(select(gone + come, 0)).toBe(gone + come);
    expect(select(gone + come, 1)).toBe(gone + come);
  });
});
