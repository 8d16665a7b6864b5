/** A boat at its berth, drawn in the current colour. */
export function Logo({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <path d="M12 2.5v11" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
      <path d="M13.8 4.2c3.4 1.6 5.4 4.7 5.7 8.3h-5.7V4.2Z" fill="currentColor" />
      <path d="M10.2 6.6c-2.6 1.2-4.2 3.3-4.7 5.9h4.7V6.6Z" fill="currentColor" opacity="0.55" />
      <path d="M3 15h18l-1.7 3.6a2 2 0 0 1-1.8 1.1h-11a2 2 0 0 1-1.8-1.1L3 15Z" fill="currentColor" />
    </svg>
  );
}
