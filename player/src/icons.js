// Icons, drawn for a box of 24 by 24 in the colour of the text.

/** @param {string} shapes */
const icon = (shapes) => `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${shapes}</svg>`;

/** @param {string} arrow @param {number} count */
const skip = (arrow, count) =>
  icon(`${arrow}<text x="12" y="16.4" text-anchor="middle">${count}</text>`);

const LINE = 'fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"';

export const ICONS = {
  play: icon('<path d="M7 4.6v14.8a1 1 0 0 0 1.5.86l12.3-7.4a1 1 0 0 0 0-1.72L8.5 3.74A1 1 0 0 0 7 4.6z"/>'),
  pause: icon('<rect x="5.5" y="4" width="4.6" height="16" rx="1.4"/><rect x="13.9" y="4" width="4.6" height="16" rx="1.4"/>'),
  back: skip(`<path ${LINE} d="M7.2 5.2A8.6 8.6 0 1 0 12 3.8l2.8-2.4M12 3.8l2.6 2.8"/>`, 15),
  forward: skip(`<path ${LINE} d="M16.8 5.2A8.6 8.6 0 1 1 12 3.8l-2.8-2.4M12 3.8l-2.6 2.8"/>`, 15),
  previous: icon('<path d="M18.5 5.9v12.2a.9.9 0 0 1-1.4.75L8.4 12.8V18a1 1 0 0 1-2 0V6a1 1 0 0 1 2 0v5.2l8.7-6.05a.9.9 0 0 1 1.4.75z"/>'),
  next: icon('<path d="M5.5 5.9v12.2a.9.9 0 0 0 1.4.75l8.7-6.05V18a1 1 0 0 0 2 0V6a1 1 0 0 0-2 0v5.2L6.9 5.15a.9.9 0 0 0-1.4.75z"/>'),
  loud: icon(`<path d="M3.5 9.3v5.4h3.6l4.7 4V5.3l-4.7 4z"/><path ${LINE} d="M15.2 9a4.3 4.3 0 0 1 0 6M17.9 6.3a8.1 8.1 0 0 1 0 11.4"/>`),
  silent: icon(`<path d="M3.5 9.3v5.4h3.6l4.7 4V5.3l-4.7 4z"/><path ${LINE} d="m15.5 9.5 5 5m0-5-5 5"/>`),
  sleep: icon(`<path ${LINE} d="M19.8 14.6A8.2 8.2 0 0 1 9.4 4.2a8.2 8.2 0 1 0 10.4 10.4z"/>`),
  share: icon(`<path ${LINE} d="M12 14.5V3.5m0 0L8.2 7.2M12 3.5l3.8 3.7M7 11H5.5v9.5h13V11H17"/>`),
  keys: icon(`<rect ${LINE} x="2.8" y="6" width="18.4" height="12" rx="2"/><path ${LINE} d="M6.5 10h.01M10.2 10h.01M13.8 10h.01M17.5 10h.01M7.5 14h9"/>`),
  download: icon(`<path ${LINE} d="M12 3.5v11m0 0-3.9-3.9M12 14.5l3.9-3.9M4.5 19.5h15"/>`),
  search: icon(`<circle ${LINE} cx="10.8" cy="10.8" r="6.3"/><path ${LINE} d="m15.5 15.5 4.8 4.8"/>`),
  up: icon(`<path ${LINE} d="m6 14.5 6-6 6 6"/>`),
  down: icon(`<path ${LINE} d="m6 9.5 6 6 6-6"/>`),
};
