import { useEffect, useState, type ComponentType, type ReactNode } from 'react';
import { showMessage } from '../../lib/message.ts';
import { texts } from '../texts.ts';

type Load<Props> = () => Promise<ComponentType<Props>>;

/**
 * A part of a page whose script loads when the part is first shown. If the script cannot be loaded, for example
 * without a connection, the rest of the page stays as it is and the part is left out until the page is loaded again:
 * Chromium does not request a script again that it could not load.
 *
 * @param loading shown until the script has loaded; by default, nothing
 */
export function lazyPart<Props extends object>(load: Load<Props>, loading: ReactNode = null): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  return function LazyPart(props: Props) {
    const [Part, setPart] = useState(() => loaded);
    const [hasFailed, setHasFailed] = useState(false);
    useEffect(() => {
      load().then(
        (part) => {
          loaded = part;
          setPart(() => part);
        },
        () => {
          setHasFailed(true);
        },
      );
    }, []);
    if (Part) return <Part {...props} />;
    return hasFailed ? null : loading;
  };
}

/**
 * A part of a page whose script loads when the user asks for the part. If the script cannot be loaded, a message says
 * so.
 *
 * @returns the part, once it has loaded, and the function that loads it
 */
export function usePartOnDemand<Props>(load: Load<Props>) {
  const [part, setPart] = useState<ComponentType<Props>>();
  const open = (onLoaded: () => void) => {
    load().then(
      (loaded) => {
        setPart(() => loaded);
        onLoaded();
      },
      () => {
        showMessage(texts.partNotLoaded);
      },
    );
  };
  return [part, open] as const;
}
