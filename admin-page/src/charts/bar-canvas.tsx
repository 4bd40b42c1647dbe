import { theme } from "antd";
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  type ChartDataset,
  LinearScale,
  LineController,
  LineElement,
  type Plugin,
  PointElement,
  Tooltip,
} from "chart.js";
import { useEffect, useMemo, useRef } from "react";
import { count } from "../components/numbers.ts";
import { useLooks } from "../layout/theme.ts";
import { type Language, useLanguage, useTexts } from "../texts/language.ts";
import type { Band, BarChartProps, BarSeries, Tone } from "./bar-chart.tsx";
import { shortNumber } from "./short-number.ts";

// Only what bars need, so that little of the library is fetched.
Chart.register(
  ...[BarController, BarElement, LineController, LineElement, PointElement],
  ...[CategoryScale, LinearScale, Tooltip],
);

/** As in the bar of a payout's progress: see app.css. */
const DOUBT = "#dd9a12";

type Colors = Readonly<Record<Tone, string>> & {
  readonly text: string;
  readonly grid: string;
  readonly band: string;
  readonly ground: string;
  readonly font: string;
};

/** Draws the bars; a picture with a name for those who hear the page, and its values in the table beside it. */
export default function BarCanvas(props: BarChartProps) {
  const { charts } = useTexts();
  const { language } = useLanguage();
  const { still } = useLooks();
  const colors = useColors();
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<Chart<"bar" | "line", (number | null)[]>>(undefined);
  const shaded = useRef<Shaded>(undefined);

  useEffect(() => {
    if (canvas.current === null) return;
    const { data, options } = configure(props, { colors, language, still });
    shaded.current = props.band && { ...props.band, color: colors.band };
    if (chart.current === undefined) {
      const plugins = [bandPlugin(() => shaded.current)];
      chart.current = new Chart(canvas.current, { type: "bar", data, options, plugins });
      return;
    }
    // What changes while it is looked at, changes without moving.
    chart.current.data = data;
    chart.current.options = options;
    chart.current.update("none");
  });

  useEffect(
    () => () => {
      chart.current?.destroy();
      chart.current = undefined;
    },
    [],
  );

  const { title, summary } = props;
  const name = [title, summary, charts.valuesInTable].filter((part) => part !== undefined);
  return <canvas ref={canvas} role="img" aria-label={name.join(". ")} />;
}

/** The page's own colours, light or dark. */
function useColors(): Colors {
  const { token } = theme.useToken();
  return useMemo(
    () => ({
      primary: token.colorPrimary,
      good: token.colorSuccess,
      bad: token.colorError,
      doubt: DOUBT,
      quiet: token.colorTextDescription,
      text: token.colorTextDescription,
      grid: token.colorBorderSecondary,
      band: token.colorPrimaryBg,
      ground: token.colorBgContainer,
      font: token.fontFamily,
    }),
    [token],
  );
}

type Configuration = ChartConfiguration<"bar" | "line", (number | null)[]>;
type Drawn = Pick<Configuration, "data"> & {
  readonly options: NonNullable<Configuration["options"]>;
};

interface Drawing {
  readonly colors: Colors;
  readonly language: Language;
  readonly still: boolean;
}

function configure(
  { labels, series, stacked = false, format = count }: BarChartProps,
  { colors, language, still }: Drawing,
): Drawn {
  const font = { family: colors.font, size: 13 };
  const ticks = { color: colors.text, font };
  return {
    data: {
      labels: [...labels],
      datasets: series.map((each) => datasetOf(each, colors, stacked)),
    },
    options: {
      maintainAspectRatio: false,
      ...(still ? { animation: false as const } : { animation: { duration: 250 } }),
      interaction: { mode: "index", intersect: false },
      scales: {
        x: {
          stacked,
          grid: { display: false },
          border: { color: colors.grid },
          ticks: { ...ticks, maxRotation: 0, autoSkipPadding: 12 },
        },
        y: {
          stacked,
          beginAtZero: true,
          grid: { color: colors.grid },
          border: { display: false },
          ticks: {
            ...ticks,
            precision: 0,
            maxTicksLimit: 6,
            callback: (value) => shortNumber(Number(value), language),
          },
        },
      },
      plugins: {
        tooltip: {
          titleFont: font,
          bodyFont: font,
          callbacks: {
            label: ({ dataset, parsed }) => ` ${dataset.label ?? ""}: ${format(parsed.y ?? 0)}`,
          },
        },
      },
    },
  };
}

/** Bars over what stands behind them, a line over all: those of the least order are drawn last. */
const ORDER = { line: 0, bar: 1, behind: 2 } as const;

function datasetOf(
  { name, values, tone, tones, kind = "bar" }: BarSeries,
  colors: Colors,
  stacked: boolean,
): ChartDataset<"bar" | "line", (number | null)[]> {
  const shared = { label: name, order: ORDER[kind] };
  // What is little is still seen and can be pointed at; what is not there, is not.
  const bars = { data: values.map((value) => (value === 0 ? null : value)), minBarLength: 3 };
  switch (kind) {
    case "line":
      return {
        ...shared,
        data: [...values],
        type: "line",
        borderColor: colors[tone],
        backgroundColor: colors[tone],
        borderWidth: 2,
        borderDash: [6, 4],
        pointRadius: 0,
        pointHitRadius: 12,
      };
    case "behind":
      return {
        ...shared,
        ...bars,
        type: "bar",
        grouped: false,
        ...(stacked ? { stack: "behind" } : {}),
        backgroundColor: pale(colors[tone]),
        barPercentage: 1,
        categoryPercentage: 0.96,
      };
    case "bar":
      return {
        ...shared,
        ...bars,
        type: "bar",
        backgroundColor: tones?.map((own) => colors[own]) ?? colors[tone],
        borderRadius: 3,
        maxBarThickness: 40,
      };
  }
}

function pale(color: string): string {
  return `color-mix(in srgb, ${color} 28%, transparent)`;
}

type Shaded = (Pick<Band, "from" | "to"> & { readonly color: string }) | undefined;

/** Shades the labels of the band of now from top to bottom, before anything else is drawn. */
function bandPlugin(shadedNow: () => Shaded): Plugin<"bar" | "line"> {
  return {
    id: "band",
    beforeDatasetsDraw({ ctx, chartArea, scales, data }) {
      const axis = scales["x"];
      const band = shadedNow();
      if (axis === undefined || band === undefined) return;
      const { from, to, color } = band;
      const half = chartArea.width / Math.max(1, data.labels?.length ?? 1) / 2;
      const left = axis.getPixelForValue(from) - half;
      const right = axis.getPixelForValue(to) + half;
      ctx.save();
      ctx.fillStyle = color;
      ctx.fillRect(left, chartArea.top, right - left, chartArea.height);
      ctx.restore();
    },
  };
}
