import { useEffect, useRef, useState } from 'react';

/** The width of an element as it is laid out, in pixels; 0 until it is known. */
export const useWidth = <E extends Element>() => {
  const ref = useRef<E>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!ref.current) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
};
