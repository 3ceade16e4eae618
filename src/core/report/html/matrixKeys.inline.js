/** Arrow keys in the matrix. The page is complete without it: every cell is a link to what is behind it. */
const table = document.querySelector('.matrix');
const rows = table
  ? [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll('.cell')])
  : [];
const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const home = table && (table.querySelector('a.cell') || null);
for (const cell of rows.flat()) cell.tabIndex = cell === home ? 0 : -1;
table?.addEventListener('keydown', (event) => {
  const step = steps[event.key];
  const r = rows.findIndex((row) => row.includes(document.activeElement));
  if (r < 0 || (!step && event.key !== 'Home' && event.key !== 'End')) return;
  const c = rows[r].indexOf(document.activeElement);
  const next = step ? rows[r + step[0]]?.[c + step[1]] : rows[r].at(event.key === 'Home' ? 0 : -1);
  if (!next) return;
  event.preventDefault();
  document.activeElement.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
});
