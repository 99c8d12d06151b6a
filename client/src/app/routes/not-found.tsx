import { MissingPage } from '../../components/ui/missing-page.tsx';
import { paths } from '../../config/paths.ts';

export function Component() {
  return (
    <MissingPage
      documentTitle="Not found"
      title="Nothing is playing here"
      text="There is no page at this address."
      link={{ to: paths.search.to(), label: 'Search films' }}
    />
  );
}
