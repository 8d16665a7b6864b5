import { create } from 'zustand';

export interface Upload {
  id: number;
  projectId: string;
  /** Files and folders in all, and how many of them are done. */
  total: number;
  done: number;
  bytes: number;
  sent: number;
  current: string;
  cancel: () => void;
}

interface UploadState {
  uploads: readonly Upload[];
}

export const useUploads = create<UploadState>(() => ({ uploads: [] }));

export function addUpload(upload: Upload): void {
  addEventListener('beforeunload', askToStay);
  useUploads.setState(({ uploads }) => ({ uploads: [...uploads, upload] }));
}

export function changeUpload(id: number, change: Partial<Upload>): void {
  useUploads.setState(({ uploads }) => ({
    uploads: uploads.map((upload) => (upload.id === id ? { ...upload, ...change } : upload)),
  }));
}

export function endUpload(id: number): void {
  useUploads.setState(({ uploads }) => ({ uploads: uploads.filter((upload) => upload.id !== id) }));
  if (useUploads.getState().uploads.length === 0) removeEventListener('beforeunload', askToStay);
}

/** What is uploaded comes from this page: leaving it ends that. */
function askToStay(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
