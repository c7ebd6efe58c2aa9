package dev.interlace.derive;

import dev.interlace.plugins.datasets.EmojiProvider;
import dev.interlace.plugins.datasets.EmojiProvider.Language;
import dev.interlace.plugins.datasets.EmojiProvider.Options;
import dev.interlace.plugins.datasets.EmojiProvider.Rows;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Draws every n-th row's two pictures side by side on white, for a look by eye before committing. */
public final class ContactSheet {
    private static final int CELL = 100;
    private static final int PER_LINE = 8;

    private ContactSheet() {}

    /**
     * Writes the sheet.
     *
     * @param arguments the PNG file to write, then the step between rows
     */
    public static void main(String[] arguments) throws IOException {
        Dataset emoji = new EmojiProvider().load(new Options(Rows.ALL, Language.ENGLISH));
        int step = Integer.parseInt(arguments[1]);
        int shown = (emoji.rows() + step - 1) / step;
        BufferedImage sheet = new BufferedImage(
                2 * PER_LINE * CELL, (shown + PER_LINE - 1) / PER_LINE * (CELL + 14), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        graphics.setColor(Color.BLUE);
        for (int k = 0; k < shown; k++) {
            int x = k % PER_LINE * 2 * CELL;
            int y = k / PER_LINE * (CELL + 14);
            for (String style : List.of("colour", "line")) {
                Optional<Picture> picture =
                        ((Raw.Pictures) emoji.column(style)).values().get(k * step);
                graphics.drawImage(picture.orElseThrow().decode(), x + (style.equals("line") ? CELL : 0), y, null);
            }
            Optional<String> name = ((Raw.Texts) emoji.column("name")).values().get(k * step);
            graphics.drawString(name.orElse("?") + " / " + emoji.target("group").name(k * step), x, y + CELL + 10);
        }
        graphics.dispose();
        ImageIO.write(sheet, "png", Path.of(arguments[0]).toFile());
    }
}
