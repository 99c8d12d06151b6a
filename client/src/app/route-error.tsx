import { Button } from '../components/ui/button.tsx';
import { Notice } from '../components/ui/notice.tsx';
import { useDocumentTitle } from '../components/ui/use-document-title.ts';
import { texts } from './texts.ts';

/** Shown when a page fails to load or render. The header above it still works. */
export function RouteError() {
  useDocumentTitle(texts.failed.documentTitle);
  return (
    <Notice
      role="alert"
      heading="h1"
      title={texts.failed.title}
      actions={
        <Button
          look="filled"
          onClick={() => {
            location.reload();
          }}
        >
          {texts.failed.reload}
        </Button>
      }
    >
      {texts.failed.text}
    </Notice>
  );
}
