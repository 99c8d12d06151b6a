import { Button } from '../components/ui/button.tsx';
import { Notice } from '../components/ui/notice.tsx';

/** A page that failed to load or to show; the bar above it still works. */
export function RouteError() {
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
          Load it again
        </Button>
      }
    >
      The connection may have dropped, or there is a newer version of the page than the one that is open here.
    </Notice>
  );
}
