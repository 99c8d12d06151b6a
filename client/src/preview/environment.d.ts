interface ImportMetaEnv {
  /** Folder of the files of the preview, below the path of the page. scripts/build-preview.ts sets it. */
  readonly VITE_FILES: string;
  /** Address of the source that a preview was built from. Absent if nobody gave one. */
  readonly VITE_SOURCE: string | undefined;
}
