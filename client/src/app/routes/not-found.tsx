import Button from '@mui/material/Button';
import { Link } from 'react-router';
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
        <Button component={Link} variant="contained" to={paths.search.to()}>
          Search films
        </Button>
      }
    >
      There is no page at this address.
    </Notice>
  );
}
