/** Whether an element can be seen: scrolled to, in a window that is shown. What is out of sight need not be drawn. */

/** @param tell hears it soon after the call and with each change @returns stops it */
export function watchSight(element: Element, tell: (isSeen: boolean) => void): () => void {
  let isInView = false;
  let told: boolean | null = null;
  const look = () => {
    const isSeen = isInView && document.visibilityState === 'visible';
    if (isSeen === told) return;
    told = isSeen;
    tell(isSeen);
  };
  const observer = new IntersectionObserver((entries) => {
    isInView = entries.at(-1)?.isIntersecting ?? false;
    look();
  });
  observer.observe(element);
  document.addEventListener('visibilitychange', look);
  return () => {
    observer.disconnect();
    document.removeEventListener('visibilitychange', look);
  };
}
