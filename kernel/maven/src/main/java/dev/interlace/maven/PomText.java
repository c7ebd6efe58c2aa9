package dev.interlace.maven;

import dev.interlace.jupyter.magic.MagicException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Makes a whole POM of the pieces that a page of documentation shows. */
final class PomText {
    private static final Map<String, String> NAMES = names();

    private PomText() {}

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("modelVersion", "4.0.0");
        names.put("groupId", "notebook");
        names.put("artifactId", "notebook");
        names.put("version", "0");
        return names;
    }

    /** {@code body} as a POM: a whole project as it is, pieces with what is missing around them. */
    static String complete(String body) {
        String text = body.strip();
        String bare = text.replaceFirst("(?s)^(<\\?.*?\\?>|<!--.*?-->|\\s)+", "");
        if (bare.startsWith("<project")) {
            return body.strip();
        }
        try {
            Document document = parse("<project>" + bare + "</project>");
            Element project = document.getDocumentElement();
            gather(project, "dependency", "dependencies");
            gather(project, "repository", "repositories");
            NAMES.forEach((name, value) -> {
                if (child(project, name) == null) {
                    Element element = document.createElement(name);
                    element.setTextContent(value);
                    project.appendChild(element);
                }
            });
            return write(document);
        } catch (SAXException e) {
            throw new MagicException("%%loadFromPOM: the body is no XML: " + e.getMessage(), e);
        }
    }

    private static Document parse(String xml) throws SAXException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(xml)));
        } catch (ParserConfigurationException | java.io.IOException e) {
            throw new IllegalStateException("Java's XML parser cannot be used: " + e, e);
        }
    }

    // loose elements go into their list, and several lists into one
    private static void gather(Element project, String single, String list) {
        Element target = null;
        for (Node node : List.copyOf(children(project))) {
            boolean isList = node.getNodeName().equals(list);
            if (!isList && !node.getNodeName().equals(single)) {
                continue;
            }
            if (target == null) {
                target = project.getOwnerDocument().createElement(list);
                project.insertBefore(target, node);
            }
            if (isList) {
                children((Element) node).forEach(target::appendChild);
                project.removeChild(node);
            } else {
                target.appendChild(node);
            }
        }
    }

    private static List<Node> children(Element parent) {
        List<Node> children = new java.util.ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            children.add(node);
        }
        return children;
    }

    private static @Nullable Node child(Element parent, String name) {
        return children(parent).stream()
                .filter(node -> node.getNodeName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static String write(Document document) {
        try {
            Transformer transformer = TransformerFactory.newInstance().newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter text = new StringWriter();
            transformer.transform(new DOMSource(document), new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException("Java's XML writer cannot be used: " + e, e);
        }
    }
}
