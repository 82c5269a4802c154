import type { PanelFigure, PanelShare } from '../figures';

/** A number; where it is not measured, the reader sees why without having to hover. */
export function Figure({ figure }: { readonly figure: PanelFigure }) {
  return (
    <span class={`figure figure-${figure.provenance}`}>
      {figure.text}
      {figure.explanation !== undefined && <span class="explanation">: {figure.explanation}</span>}
    </span>
  );
}

/** A share of coverage in words and as a bar; `label` names the bar for those who cannot see where it stands. */
export function Share({ share, label }: { readonly share: PanelShare; readonly label: string }) {
  return (
    <>
      <span class="share">{share.text}</span>
      {share.percent !== undefined && <progress max={100} value={share.percent} aria-label={label} />}
      <span class="detail">{share.detail}</span>
    </>
  );
}
