import { ButtonLink } from '../../components/ui/button.tsx';
import { Notice } from '../../components/ui/notice.tsx';
import { useDocumentTitle } from '../../components/ui/use-document-title.ts';
import { paths } from '../../config/paths.ts';

export function Component() {
  useDocumentTitle('Not found');
  return (
    <Notice
      heading="h1"
      title="Nothing is playing here"
      actions={
        <ButtonLink look="filled" to={paths.search.to()}>
          Search films
        </ButtonLink>
      }
    >
      There is no page at this address.
    </Notice>
  );
}
