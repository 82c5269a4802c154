/** A sentence in which the names of commands, between two stars each, stand out. */
export function Emphasized({ text }: { readonly text: string }) {
  const parts = text.split('**');
  return <>{parts.map((part, index) => (index % 2 === 1 ? <strong key={part}>{part}</strong> : part))}</>;
}
