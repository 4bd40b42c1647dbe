import { type ThemeConfig, theme } from "antd";
import { useMemo, useSyncExternalStore } from "react";

const FONT =
  '"Pretendard Variable", Pretendard, -apple-system, "Apple SD Gothic Neo", "Malgun Gothic", "Segoe UI", sans-serif';

/** Texts in these colours stand out from their grounds by 4.5 to 1 at least. */
const LIGHT = {
  colorPrimary: "#2456c9",
  colorInfo: "#2456c9",
  colorLink: "#2456c9",
  colorPrimaryBg: "#eaf0ff",
  colorInfoBg: "#eef3ff",
  colorInfoBorder: "#c5d5ff",
  colorSuccess: "#1a7f37",
  colorSuccessBg: "#e8f6ec",
  colorSuccessBorder: "#b4dfc1",
  colorError: "#c62828",
  colorErrorBg: "#fdeeee",
  colorErrorBorder: "#f2c2c2",
  colorWarning: "#8a5a00",
  colorWarningBg: "#fff6e0",
  colorWarningBorder: "#efd9a0",
  colorTextDescription: "#5b6472",
  colorTextPlaceholder: "#6b7482",
  colorBgLayout: "#f5f7fa",
};
const DARK = {
  colorPrimary: "#3f6fe0",
  colorInfo: "#3f6fe0",
  colorLink: "#93b3ff",
  colorPrimaryBg: "#1a2745",
  colorInfoBg: "#172238",
  colorInfoBorder: "#2c3f68",
  colorSuccess: "#5fc77f",
  colorSuccessBg: "#15291c",
  colorSuccessBorder: "#28503a",
  colorError: "#ff8a8a",
  colorErrorBg: "#351b1d",
  colorErrorBorder: "#643236",
  colorWarning: "#e6b450",
  colorWarningBg: "#2e2615",
  colorWarningBorder: "#594a24",
  colorTextDescription: "#a6adba",
  colorTextPlaceholder: "#8b93a1",
  colorBgLayout: "#0f1217",
  colorBgContainer: "#171b22",
  colorBgElevated: "#1f242d",
};

/** What the reader's system asks for. */
interface Looks {
  readonly dark: boolean;
  /** No animation. */
  readonly still: boolean;
}

/** Ant Design's tokens for Paysheet; its CSS variables serve the page's own styles too. */
export function themeFor({ dark, still }: Looks): ThemeConfig {
  const colors = dark ? DARK : LIGHT;
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    cssVar: { key: "paysheet" },
    token: {
      ...colors,
      borderRadius: 8,
      fontFamily: FONT,
      fontSize: 15,
      controlHeight: 40,
      controlHeightLG: 46,
      motion: !still,
    },
    components: {
      Button: { fontWeight: 600 },
      Tabs: {
        itemSelectedColor: colors.colorLink,
        itemHoverColor: colors.colorLink,
        itemActiveColor: colors.colorLink,
      },
    },
  };
}

const darkQuery = matchMedia("(prefers-color-scheme: dark)");
const stillQuery = matchMedia("(prefers-reduced-motion: reduce)");

function useMedia(query: MediaQueryList): boolean {
  return useSyncExternalStore(
    (listener) => {
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => query.matches,
  );
}

/** What the reader's system prefers, as it changes. */
export function useLooks(): Looks {
  const dark = useMedia(darkQuery);
  const still = useMedia(stillQuery);
  return useMemo(() => ({ dark, still }), [dark, still]);
}
