import { z } from 'zod';
import { create } from 'zustand';
import { readLocal, writeLocal } from '../../lib/storage';

const settingsSchema = z.object({
  wrap: z.boolean().catch(false),
  /** Saves by itself a moment after the last change. */
  autosave: z.boolean().catch(false),
});
type EditorSettings = z.infer<typeof settingsSchema>;

const KEY = 'berth.editor';

/** How this browser's editors behave. */
export const useEditorSettings = create<EditorSettings>(() => {
  const stored = typeof localStorage === 'undefined' ? undefined : readLocal(KEY);
  return settingsSchema.parse(typeof stored === 'object' ? { ...stored } : {});
});

useEditorSettings.subscribe((settings) => writeLocal(KEY, settings));

export function toggleSetting(name: keyof EditorSettings): void {
  useEditorSettings.setState((settings) => ({ [name]: !settings[name] }));
}
