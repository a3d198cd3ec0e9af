import { useEffect, useRef, useState } from "preact/hooks";
import { Failed, get } from "../api/client";

export interface Asked<T> {
  value: T | null;
  failed: Failed | null;
  /** Something is under way; `value` may still be of the question before. */
  loading: boolean;
  retry: () => void;
}

/** Asks the interface for what a component shows; asks anew when path or query change. What was
 * answered before stays until the new answer comes, unless the path is another. */
export function useAsked<T>(path: string | null, query: string): Asked<T> {
  const [state, setState] = useState<{
    path: string | null;
    value: T | null;
    failed: Failed | null;
    loading: boolean;
  }>({
    path,
    value: null,
    failed: null,
    loading: path !== null,
  });
  const [round, setRound] = useState(0);
  const shown = useRef(path);
  useEffect(() => {
    if (path === null) {
      setState({ path, value: null, failed: null, loading: false });
      return;
    }
    const same = shown.current === path;
    shown.current = path;
    setState((old) => ({ path, value: same ? old.value : null, failed: null, loading: true }));
    const abort = new AbortController();
    get<T>(path, new URLSearchParams(query), abort.signal).then(
      (value) => setState({ path, value, failed: null, loading: false }),
      (reason: unknown) => {
        if (abort.signal.aborted) return;
        const failed =
          reason instanceof Failed ? reason : new Failed("page", String(reason), "", 0);
        setState({ path, value: null, failed, loading: false });
      },
    );
    return () => abort.abort();
  }, [path, query, round]);
  const current = state.path === path;
  return {
    value: current ? state.value : null,
    failed: current ? state.failed : null,
    loading: current ? state.loading : path !== null,
    retry: () => setRound(round + 1),
  };
}
