import { type ComponentChild, render } from 'preact';

/** Puts a page into its place. */
export function mount(page: ComponentChild): void {
  const place = document.getElementById('page');
  if (place === null) return;
  place.replaceChildren();
  render(page, place);
}
