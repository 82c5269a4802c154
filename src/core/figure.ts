/**
 * A number that says where it comes from. Nothing in the product shows a bare number for something that could have been
 * guessed: it was measured, or estimated (with the basis), or it is unavailable (with the reason) and there is no number.
 */
export type Figure =
  | { readonly provenance: 'measured'; readonly value: number }
  | { readonly provenance: 'estimated'; readonly value: number; readonly basis: string }
  | { readonly provenance: 'unavailable'; readonly reason: string };

export function measured(value: number): Figure {
  return { provenance: 'measured', value };
}

export function estimated(value: number, basis: string): Figure {
  return { provenance: 'estimated', value, basis };
}

export function unavailable(reason: string): Figure {
  return { provenance: 'unavailable', reason };
}

/** `12`, `~12 (estimated)` or `n/a`: the one way a figure is put into text, so that labels cannot be forgotten. */
export function formatFigure(figure: Figure, format: (value: number) => string = String): string {
  switch (figure.provenance) {
    case 'measured':
      return format(figure.value);
    case 'estimated':
      return `~${format(figure.value)} (estimated)`;
    case 'unavailable':
      return 'n/a';
  }
}
