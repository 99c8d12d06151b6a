import { Button } from '../components/ui/button.tsx';
import { Notice } from '../components/ui/notice.tsx';
import { useDocumentTitle } from '../components/ui/use-document-title.ts';

/** Shown when a page fails to load or render. The header above it still works. */
export function RouteError() {
  useDocumentTitle('Something went wrong');
  return (
    <Notice
      role="alert"
      heading="h1"
      title="This page could not be shown"
      actions={
        <Button
          look="filled"
          onClick={() => {
            location.reload();
          }}
        >
          Reload
        </Button>
      }
    >
      The connection may have dropped, or a newer version of this page may have been released.
    </Notice>
  );
}
