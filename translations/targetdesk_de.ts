<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>DeliveryForm</name>
    <message>
        <source>Delivery</source>
        <translation>Zustellung</translation>
    </message>
    <message>
        <source>Time-out, ms</source>
        <translation>Zeitlimit, ms</translation>
    </message>
    <message>
        <source>To connect, ms</source>
        <translation>Bis zur Verbindung, ms</translation>
    </message>
    <message>
        <source>To the first byte, ms</source>
        <translation>Bis zum ersten Byte, ms</translation>
    </message>
    <message>
        <source>from the request to the answer’s first byte; empty: the whole time-out</source>
        <translation>von der Anfrage bis zum ersten Byte der Antwort; leer: das ganze Zeitlimit</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Offer HTTP/2</source>
        <translation>HTTP/2 anbieten</translation>
    </message>
    <message>
        <source>Requests per second</source>
        <translation>Anfragen je Sekunde</translation>
    </message>
    <message>
        <source>empty: no limit</source>
        <translation>leer: keine Grenze</translation>
    </message>
    <message>
        <source>At once after a pause</source>
        <translation>Auf einmal nach einer Pause</translation>
    </message>
    <message>
        <source>Account of the rate</source>
        <translation>Konto der Rate</translation>
    </message>
    <message>
        <source>targets with the same name share one rate</source>
        <translation>Targets mit demselben Namen teilen eine Rate</translation>
    </message>
    <message>
        <source>On the wire at a time</source>
        <translation>Gleichzeitig unterwegs</translation>
    </message>
    <message>
        <source>empty: as the dispatcher says</source>
        <translation>leer: wie der Dispatcher es sagt</translation>
    </message>
    <message>
        <source>Keep the order by</source>
        <translation>Reihenfolge halten nach</translation>
    </message>
    <message>
        <source>a path of the context, as profile.id; empty: no order</source>
        <translation>ein Pfad des Kontexts wie profile.id; leer: keine Reihenfolge</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>Wiederholungen</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>First pause, ms</source>
        <translation>Erste Pause, ms</translation>
    </message>
    <message>
        <source>Longer each time by</source>
        <translation>Jedes Mal länger um</translation>
    </message>
    <message>
        <source>Longest pause, ms</source>
        <translation>Längste Pause, ms</translation>
    </message>
    <message>
        <source>Chance, share of the pause</source>
        <translation>Zufall, Anteil der Pause</translation>
    </message>
    <message>
        <source>Pauses one by one, ms</source>
        <translation>Pausen einzeln, ms</translation>
    </message>
    <message>
        <source>instead of the growing ones, as 5000, 300000, 1800000</source>
        <translation>statt der wachsenden, wie 5000, 300000, 1800000</translation>
    </message>
    <message>
        <source>Answers to try again</source>
        <translation>Antworten zum Wiederholen</translation>
    </message>
    <message>
        <source>beside 408, 425, 429 and 5xx, as 409</source>
        <translation>neben 408, 425, 429 und 5xx, wie 409</translation>
    </message>
    <message>
        <source>Answers that are final</source>
        <translation>Endgültige Antworten</translation>
    </message>
    <message>
        <source>as 404, 503</source>
        <translation>wie 404, 503</translation>
    </message>
    <message>
        <source>When an answer is lost</source>
        <translation>Wenn eine Antwort ausbleibt</translation>
    </message>
    <message>
        <source>Park it and ask a person</source>
        <translation>Parken und einen Menschen fragen</translation>
    </message>
    <message>
        <source>Send again: a repeat does no harm</source>
        <translation>Noch einmal senden: es schadet nicht</translation>
    </message>
    <message>
        <source>names of secrets, the current one first</source>
        <translation>Namen von Geheimnissen, das aktuelle zuerst</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Standard Webhooks, HMAC</source>
        <translation>Standard Webhooks, HMAC</translation>
    </message>
    <message>
        <source>Standard Webhooks, Ed25519</source>
        <translation>Standard Webhooks, Ed25519</translation>
    </message>
    <message>
        <source>Omneo’s, in this list</source>
        <translation>Omneos, in dieser Liste</translation>
    </message>
    <message>
        <source>name of the secret, when it is not named above</source>
        <translation>Name des Geheimnisses, wenn es nicht oben genannt ist</translation>
    </message>
    <message>
        <source>Trusted authorities</source>
        <translation>Vertraute Zertifizierungsstellen</translation>
    </message>
    <message>
        <source>a PEM file, from the workspace’s folder; empty: the system’s</source>
        <translation>eine PEM-Datei, vom Ordner des Arbeitsbereichs aus; leer: die des Systems</translation>
    </message>
    <message>
        <source>Client certificate</source>
        <translation>Client-Zertifikat</translation>
    </message>
    <message>
        <source>a PEM file</source>
        <translation>eine PEM-Datei</translation>
    </message>
    <message>
        <source>Client key</source>
        <translation>Client-Schlüssel</translation>
    </message>
    <message>
        <source>a PEM file; empty: in the certificate’s</source>
        <translation>eine PEM-Datei; leer: in der des Zertifikats</translation>
    </message>
    <message>
        <source>Secret of the key</source>
        <translation>Geheimnis des Schlüssels</translation>
    </message>
    <message>
        <source>name of the secret that opens it; empty: not locked</source>
        <translation>Name des Geheimnisses, das ihn öffnet; leer: nicht verschlossen</translation>
    </message>
    <message>
        <source>Least TLS</source>
        <translation>Mindestens TLS</translation>
    </message>
    <message>
        <source>Check who answers</source>
        <translation>Prüfen, wer antwortet</translation>
    </message>
    <message>
        <source>Private addresses</source>
        <translation>Private Adressen</translation>
    </message>
    <message>
        <source>that this target may connect to, as 10.1.0.0/16</source>
        <translation>zu denen dieses Target verbinden darf, wie 10.1.0.0/16</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Nutzdaten</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>a JSON Schema, from the workspace’s folder: schemas/…</source>
        <translation>ein JSON-Schema, vom Ordner des Arbeitsbereichs aus: schemas/…</translation>
    </message>
    <message>
        <source>Settings for the template</source>
        <translation>Einstellungen für die Vorlage</translation>
    </message>
    <message>
        <source>an object, which the template sees as config</source>
        <translation>ein Objekt, das die Vorlage als config sieht</translation>
    </message>
    <message>
        <source>Fail on unknown variables</source>
        <translation>Bei unbekannten Variablen scheitern</translation>
    </message>
    <message>
        <source>Automatic escaping</source>
        <translation>Automatische Maskierung</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>by the template’s name</source>
        <translation>nach dem Namen der Vorlage</translation>
    </message>
    <message>
        <source>Time zone of dates</source>
        <translation>Zeitzone der Daten</translation>
    </message>
    <message>
        <source>Do not keep</source>
        <translation>Nicht aufbewahren</translation>
    </message>
    <message>
        <source>paths of the payload and the answer, as profile.email or items.*.code</source>
        <translation>Pfade der Nutzdaten und der Antwort, wie profile.email oder items.*.code</translation>
    </message>
    <message>
        <source>Deliver to this target</source>
        <translation>An dieses Target zustellen</translation>
    </message>
    <message>
        <source>Longest Retry-After, ms</source>
        <translation>Längstes Retry-After, ms</translation>
    </message>
</context>
<context>
    <name>HoverText</name>
    <message>
        <source>turn %1 of %2</source>
        <translation>Runde %1 von %2</translation>
    </message>
    <message>
        <source>ran %1 times</source>
        <translation>lief %1-mal</translation>
    </message>
    <message>
        <source>In all %1 samples.</source>
        <translation>In allen %1 Beispielen.</translation>
    </message>
    <message>
        <source>In %1 of %2 samples; not in %3.</source>
        <translation>In %1 von %2 Beispielen; nicht in %3.</translation>
    </message>
    <message>
        <source>extension %1</source>
        <translation>Erweiterung %1</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>Argumente</translation>
    </message>
    <message>
        <source>any number</source>
        <translation>beliebig viele</translation>
    </message>
    <message>
        <source>required</source>
        <translation>nötig</translation>
    </message>
    <message>
        <source>default %1</source>
        <translation>sonst %1</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>prints</source>
        <translation>ergibt</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Alt+Enter shows ways to mend it.</source>
        <translation>Alt+Eingabe zeigt, wie es zu beheben ist.</translation>
    </message>
</context>
<context>
    <name>ModelText</name>
    <message>
        <source>%1 holds a double quote, which ends the JSON text early</source>
        <translation>%1 enthält ein doppeltes Anführungszeichen, das den JSON-Text zu früh beendet</translation>
    </message>
    <message>
        <source>%1 holds a backslash, which JSON takes for the start of an escape</source>
        <translation>%1 enthält einen Rückstrich, den JSON für den Anfang einer Escape-Folge hält</translation>
    </message>
    <message>
        <source>%1 holds %2, which may not stand in a JSON text</source>
        <translation>%1 enthält %2, was in einem JSON-Text nicht stehen darf</translation>
    </message>
    <message>
        <source>this expression prints nothing where a value is needed</source>
        <translation>dieser Ausdruck gibt nichts aus, wo ein Wert nötig ist</translation>
    </message>
    <message>
        <source>the context has no %1, so nothing is printed where a value is needed</source>
        <translation>der Kontext hat kein %1, also wird nichts ausgegeben, wo ein Wert nötig ist</translation>
    </message>
    <message>
        <source>%1 is false, and false prints nothing (true prints 1)</source>
        <translation>%1 ist false, und false gibt nichts aus (true gibt 1 aus)</translation>
    </message>
    <message>
        <source>%1 is null, and null prints nothing where a value is needed</source>
        <translation>%1 ist null, und null gibt nichts aus, wo ein Wert nötig ist</translation>
    </message>
    <message>
        <source>%1 is an empty text, so nothing is printed where a value is needed</source>
        <translation>%1 ist ein leerer Text, also wird nichts ausgegeben, wo ein Wert nötig ist</translation>
    </message>
    <message>
        <source>this prints %1 without quotes</source>
        <translation>dies gibt %1 ohne Anführungszeichen aus</translation>
    </message>
    <message>
        <source>this prints bytes that are not UTF-8</source>
        <translation>dies gibt Bytes aus, die kein UTF-8 sind</translation>
    </message>
    <message>
        <source>this prints a list or object, which gives the word Array</source>
        <translation>dies gibt eine Liste oder ein Objekt aus, woraus das Wort Array wird</translation>
    </message>
    <message>
        <source>HTML escaping is on and turned quotes into &amp;quot;</source>
        <translation>Die HTML-Maskierung ist an und machte aus Anführungszeichen &amp;quot;</translation>
    </message>
    <message>
        <source>this prints %1: commas between the thousands are no part of a JSON number</source>
        <translation>dies gibt %1 aus: Kommas zwischen den Tausendern gehören nicht in eine JSON-Zahl</translation>
    </message>
    <message>
        <source>this prints %1, which is not how JSON writes a number</source>
        <translation>dies gibt %1 aus; so schreibt JSON keine Zahl</translation>
    </message>
    <message>
        <source>this prints JSON that is broken in itself: %1</source>
        <translation>dies gibt JSON aus, das in sich kaputt ist: %1</translation>
    </message>
    <message>
        <source>a typographic quote stands where JSON needs a plain one</source>
        <translation>ein typographisches Anführungszeichen steht, wo JSON ein gerades braucht</translation>
    </message>
    <message>
        <source>a no-break space stands where JSON allows plain white space only</source>
        <translation>ein geschütztes Leerzeichen steht, wo JSON nur einfache erlaubt</translation>
    </message>
    <message>
        <source>JSON has no comments</source>
        <translation>JSON kennt keine Kommentare</translation>
    </message>
    <message>
        <source>a value is missing before %1</source>
        <translation>vor %1 fehlt ein Wert</translation>
    </message>
    <message>
        <source>a &apos;:&apos; is missing after the key</source>
        <translation>nach dem Schlüssel fehlt ein „:“</translation>
    </message>
    <message>
        <source>the backslash starts no escape that JSON knows</source>
        <translation>der Rückstrich beginnt keine Escape-Folge, die JSON kennt</translation>
    </message>
    <message>
        <source>this is not how JSON writes a number</source>
        <translation>so schreibt JSON keine Zahl</translation>
    </message>
    <message>
        <source>these bytes are not UTF-8</source>
        <translation>diese Bytes sind kein UTF-8</translation>
    </message>
    <message>
        <source>%1 closes what another bracket opened</source>
        <translation>%1 schließt, was eine andere Klammer geöffnet hat</translation>
    </message>
    <message>
        <source>the JSON is complete before %1, more text follows</source>
        <translation>das JSON ist vor %1 vollständig, danach folgt noch Text</translation>
    </message>
    <message>
        <source>more than 512 brackets are open here</source>
        <translation>hier sind mehr als 512 Klammern offen</translation>
    </message>
    <message>
        <source>the payload is plain text, not JSON</source>
        <translation>die Nutzdaten sind einfacher Text, kein JSON</translation>
    </message>
    <message>
        <source>%1 stands without quotes and is neither true, false nor null</source>
        <translation>%1 steht ohne Anführungszeichen und ist weder true noch false noch null</translation>
    </message>
    <message>
        <source>a comma stands right before %1</source>
        <translation>ein Komma steht direkt vor %1</translation>
    </message>
    <message>
        <source>the loop prints its elements without a comma between them</source>
        <translation>die Schleife gibt ihre Elemente ohne Komma dazwischen aus</translation>
    </message>
    <message>
        <source>a comma is missing before %1</source>
        <translation>vor %1 fehlt ein Komma</translation>
    </message>
    <message>
        <source>a single quote stands where JSON needs a double one</source>
        <translation>ein einfaches Anführungszeichen steht, wo JSON ein doppeltes braucht</translation>
    </message>
    <message>
        <source>HTML escaping turned a quote into &amp;quot;</source>
        <translation>die HTML-Maskierung machte aus einem Anführungszeichen &amp;quot;</translation>
    </message>
    <message>
        <source>a key in double quotes is missing before %1</source>
        <translation>vor %1 fehlt ein Schlüssel in doppelten Anführungszeichen</translation>
    </message>
    <message>
        <source>%1 does not belong here</source>
        <translation>%1 gehört nicht hierher</translation>
    </message>
    <message>
        <source>a tab stands inside a text, where JSON allows none</source>
        <translation>in einem Text steht ein Tabulator, den JSON dort nicht erlaubt</translation>
    </message>
    <message>
        <source>the text that begins here runs over a line break or tab: its closing quote is missing</source>
        <translation>der Text, der hier beginnt, läuft über einen Zeilenumbruch oder Tabulator: sein schließendes Anführungszeichen fehlt</translation>
    </message>
    <message>
        <source>the text that begins here is not closed</source>
        <translation>der Text, der hier beginnt, ist nicht geschlossen</translation>
    </message>
    <message>
        <source>the %1 that opens here is not closed</source>
        <translation>%1, hier geöffnet, ist nicht geschlossen</translation>
    </message>
    <message>
        <source>the payload is empty: the template printed nothing</source>
        <translation>die Nutzdaten sind leer: die Vorlage hat nichts ausgegeben</translation>
    </message>
    <message>
        <source>the context is no JSON object</source>
        <translation>der Kontext ist kein JSON-Objekt</translation>
    </message>
    <message>
        <source>the context is not JSON: %1</source>
        <translation>der Kontext ist kein JSON: %1</translation>
    </message>
    <message>
        <source>the context has no %1, so nothing is printed</source>
        <translation>der Kontext hat kein %1, also wird nichts ausgegeben</translation>
    </message>
    <message>
        <source>%1 is null, and date prints the present then</source>
        <translation>%1 ist null, und date gibt dann die Gegenwart aus</translation>
    </message>
    <message>
        <source>the context has no %1, and date prints the present then</source>
        <translation>der Kontext hat kein %1, und date gibt dann die Gegenwart aus</translation>
    </message>
    <message>
        <source>%1 is a date without a zone: it is read as UTC and printed in %2</source>
        <translation>%1 ist ein Datum ohne Zeitzone: es wird als UTC gelesen und in %2 ausgegeben</translation>
    </message>
    <message>
        <source>the value of %1 holds a backslash, and the receiver reads it and what follows as one character</source>
        <translation>der Wert von %1 enthält einen Rückstrich, und der Empfänger liest ihn mit dem folgenden Zeichen als eines</translation>
    </message>
    <message>
        <source>the filter for HTML turned characters into entities, which the receiver gets as they are</source>
        <translation>der Filter für HTML machte aus Zeichen Entitäten, die der Empfänger so bekommt</translation>
    </message>
    <message>
        <source>HTML escaping is on and turned characters into entities, which the receiver gets as they are</source>
        <translation>Die HTML-Maskierung ist an und machte aus Zeichen Entitäten, die der Empfänger so bekommt</translation>
    </message>
    <message>
        <source>%1 is a number, and the payload has it as the text %2</source>
        <translation>%1 ist eine Zahl, und in den Nutzdaten steht sie als Text %2</translation>
    </message>
    <message>
        <source>the list became an object, {&quot;1&quot;: …}: what was left out or moved took its number along</source>
        <translation>aus der Liste wurde ein Objekt, {&quot;1&quot;: …}: was wegfiel oder den Platz wechselte, nahm seine Nummer mit</translation>
    </message>
    <message>
        <source>this counts to %1, one by one</source>
        <translation>dies zählt bis %1, eins nach dem anderen</translation>
    </message>
    <message>
        <source>this counts to %1, however large that is</source>
        <translation>dies zählt bis %1, wie groß das auch ist</translation>
    </message>
    <message>
        <source>%1 is the day of UTC, which may be another one in %2</source>
        <translation>%1 ist der Tag in UTC, der in %2 ein anderer sein kann</translation>
    </message>
    <message>
        <source>the filter %1 takes only the %2 in front of it</source>
        <translation>der Filter %1 nimmt nur %2 davor</translation>
    </message>
    <message>
        <source>the element is printed on a condition, and loop.last does not know that: when the last one is left out, a comma stays</source>
        <translation>das Element wird unter einer Bedingung ausgegeben, und loop.last weiß das nicht: fällt das letzte weg, bleibt ein Komma stehen</translation>
    </message>
    <message>
        <source>%1 is %2, and the schema wants %3</source>
        <translation>%1 ist %2, und das Schema will %3</translation>
    </message>
    <message>
        <source>%1 is %2, and the schema allows %3</source>
        <translation>%1 ist %2, und das Schema erlaubt %3</translation>
    </message>
    <message>
        <source>%1 has no %2, and the schema requires it</source>
        <translation>%1 hat kein %2, und das Schema verlangt es</translation>
    </message>
    <message>
        <source>%1 has the key %2, which the schema does not know</source>
        <translation>%1 hat den Schlüssel %2, den das Schema nicht kennt</translation>
    </message>
    <message>
        <source>%1 is %2, which has not the form that the schema wants</source>
        <translation>%1 ist %2 und hat nicht die Form, die das Schema will</translation>
    </message>
    <message>
        <source>%1 is %2, which has not the form that the schema wants: %3</source>
        <translation>%1 ist %2 und hat nicht die Form, die das Schema will: %3</translation>
    </message>
    <message>
        <source>%1 fits none of the forms that the schema allows</source>
        <translation>%1 passt zu keiner der Formen, die das Schema erlaubt</translation>
    </message>
    <message>
        <source>%1 fits none of the forms that the schema allows: %2</source>
        <translation>%1 passt zu keiner der Formen, die das Schema erlaubt: %2</translation>
    </message>
    <message>
        <source>%1 fits more than one of the forms that the schema keeps apart</source>
        <translation>%1 passt zu mehr als einer der Formen, die das Schema auseinanderhält</translation>
    </message>
    <message>
        <source>%1 is what the schema forbids</source>
        <translation>%1 ist, was das Schema verbietet</translation>
    </message>
    <message>
        <source>%1 is out of the schema&apos;s bounds: %2</source>
        <translation>%1 ist außerhalb der Grenzen des Schemas: %2</translation>
    </message>
    <message>
        <source>expected number less than %1</source>
        <translation>die Zahl soll kleiner als %1 sein</translation>
    </message>
    <message>
        <source>expected number less than or equal to %1</source>
        <translation>die Zahl soll höchstens %1 sein</translation>
    </message>
    <message>
        <source>expected number greater than %1</source>
        <translation>die Zahl soll größer als %1 sein</translation>
    </message>
    <message>
        <source>expected number greater than or equal to %1</source>
        <translation>die Zahl soll mindestens %1 sein</translation>
    </message>
    <message>
        <source>value should be a multiple of %1</source>
        <translation>der Wert soll ein Vielfaches von %1 sein</translation>
    </message>
    <message>
        <source>string should be no more than %1 characters in length</source>
        <translation>der Text soll höchstens %1 Zeichen lang sein</translation>
    </message>
    <message>
        <source>string should be no fewer than %1 characters in length</source>
        <translation>der Text soll mindestens %1 Zeichen lang sein</translation>
    </message>
    <message>
        <source>array should contain no more than %1 elements</source>
        <translation>die Liste soll höchstens %1 Elemente haben</translation>
    </message>
    <message>
        <source>array should contain no fewer than %1 elements</source>
        <translation>die Liste soll mindestens %1 Elemente haben</translation>
    </message>
    <message>
        <source>object should have no more than %1 properties</source>
        <translation>das Objekt soll höchstens %1 Schlüssel haben</translation>
    </message>
    <message>
        <source>object should have no fewer than %1 properties</source>
        <translation>das Objekt soll mindestens %1 Schlüssel haben</translation>
    </message>
    <message>
        <source>elements at indexes #%1 and #%2 violate uniqueness constraint</source>
        <translation>die Elemente %1 und %2 sind gleich und sollen es nicht sein</translation>
    </message>
    <message>
        <source>%1 is an element more than the schema knows</source>
        <translation>%1 ist ein Element mehr, als das Schema kennt</translation>
    </message>
    <message>
        <source>%1 has %2 elements of the kind that the schema counts, and it wants at least %3</source>
        <translation>%1 hat %2 Elemente der Art, die das Schema zählt, und es will mindestens %3</translation>
    </message>
    <message>
        <source>%1 has %2 elements of the kind that the schema counts, and it wants at most %3</source>
        <translation>%1 hat %2 Elemente der Art, die das Schema zählt, und es will höchstens %3</translation>
    </message>
    <message>
        <source>%1 (and %2 more from the same place)</source>
        <translation>%1 (und %2 weitere von derselben Stelle)</translation>
    </message>
    <message>
        <source>the payload could not be compared with the schema: %1</source>
        <translation>die Nutzdaten ließen sich nicht mit dem Schema vergleichen: %1</translation>
    </message>
    <message>
        <source>the schema %1 is not JSON: %2</source>
        <translation>das Schema %1 ist kein JSON: %2</translation>
    </message>
    <message>
        <source>the file %1 is no JSON Schema: it holds no object</source>
        <translation>die Datei %1 ist kein JSON-Schema: sie enthält kein Objekt</translation>
    </message>
    <message>
        <source>the schema %1 cannot be used: %2</source>
        <translation>das Schema %1 ist nicht zu gebrauchen: %2</translation>
    </message>
    <message>
        <source>the schema %1 is outside the workspace</source>
        <translation>das Schema %1 liegt außerhalb des Arbeitsbereichs</translation>
    </message>
    <message>
        <source>there is no schema %1 in the workspace</source>
        <translation>im Arbeitsbereich gibt es kein Schema %1</translation>
    </message>
    <message>
        <source>%1 is no pattern</source>
        <translation>%1 ist kein Muster</translation>
    </message>
    <message>
        <source>the reference %1 leads nowhere, or in a circle</source>
        <translation>der Verweis %1 führt nirgendwohin oder im Kreis</translation>
    </message>
    <message>
        <source>the reference %1 leads out of the file</source>
        <translation>der Verweis %1 führt aus der Datei hinaus</translation>
    </message>
    <message>
        <source>the reference %1 leads out of the workspace</source>
        <translation>der Verweis %1 führt aus dem Arbeitsbereich hinaus</translation>
    </message>
    <message>
        <source>the reference %1 leads to the network, where nothing is fetched from</source>
        <translation>der Verweis %1 führt ins Netz, von wo nichts geholt wird</translation>
    </message>
    <message>
        <source>there is no file %1 in the workspace, which it refers to</source>
        <translation>es verweist auf die Datei %1, die es im Arbeitsbereich nicht gibt</translation>
    </message>
    <message>
        <source>the file %1, which it refers to, holds no object</source>
        <translation>die Datei %1, auf die es verweist, enthält kein Objekt</translation>
    </message>
    <message>
        <source>the file %1, which it refers to, cannot be read: %2</source>
        <translation>die Datei %1, auf die es verweist, lässt sich nicht lesen: %2</translation>
    </message>
    <message>
        <source>it refers to more than 100 files</source>
        <translation>es verweist auf mehr als 100 Dateien</translation>
    </message>
    <message>
        <source>JSON value is not a string.</source>
        <translation>ein Wert ist kein Text.</translation>
    </message>
    <message>
        <source>the accepted payload is not JSON</source>
        <translation>die angenommenen Nutzdaten sind kein JSON</translation>
    </message>
    <message>
        <source>the payload is not the accepted one</source>
        <translation>die Nutzdaten sind nicht die angenommenen</translation>
    </message>
    <message>
        <source>the payload is not the accepted one: %1</source>
        <translation>die Nutzdaten sind nicht die angenommenen: %1</translation>
    </message>
    <message>
        <source>the payload is not the accepted one: %1 (and %2 more)</source>
        <translation>die Nutzdaten sind nicht die angenommenen: %1 (und %2 weitere)</translation>
    </message>
    <message>
        <source>it changes nothing</source>
        <translation>es ändert nichts</translation>
    </message>
    <message>
        <source>the problem stays with %1</source>
        <translation>das Problem bleibt mit %1</translation>
    </message>
    <message>
        <source>the template fails with %1: %2</source>
        <translation>die Vorlage scheitert mit %1: %2</translation>
    </message>
    <message>
        <source>something else is wrong then with %1: %2</source>
        <translation>etwas anderes ist dann falsch mit %1: %2</translation>
    </message>
    <message>
        <source>the payload changes with %1, where nothing was wrong</source>
        <translation>die Nutzdaten ändern sich mit %1, wo nichts falsch war</translation>
    </message>
    <message>
        <source>no active reaction sends to it</source>
        <translation>keine aktive Reaktion sendet dorthin</translation>
    </message>
    <message>
        <source>the event has no sample: add one to %1</source>
        <translation>das Ereignis hat kein Beispiel: eines in %1 anlegen</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>es ist leer</translation>
    </message>
    <message>
        <source>a line break, tab or control character stands inside a text</source>
        <translation>in einem Text steht ein Zeilenumbruch, Tabulator oder Steuerzeichen</translation>
    </message>
    <message>
        <source>a backslash starts no known escape</source>
        <translation>ein Rückstrich beginnt keine bekannte Escape-Folge</translation>
    </message>
    <message>
        <source>this word is neither true, false nor null</source>
        <translation>dieses Wort ist weder true noch false noch null</translation>
    </message>
    <message>
        <source>a text is not closed</source>
        <translation>ein Text ist nicht geschlossen</translation>
    </message>
    <message>
        <source>it ends too early</source>
        <translation>es endet zu früh</translation>
    </message>
    <message>
        <source>more text follows the end of the JSON</source>
        <translation>nach dem Ende des JSON folgt noch Text</translation>
    </message>
    <message>
        <source>brackets are nested too deeply</source>
        <translation>die Klammern sind zu tief verschachtelt</translation>
    </message>
    <message>
        <source>%1; in a loop print it between the elements only: %2</source>
        <translation>%1; in einer Schleife nur zwischen den Elementen ausgeben: %2</translation>
    </message>
    <message>
        <source>%1 and drop the quotes around it</source>
        <translation>%1 und die Anführungszeichen darum weglassen</translation>
    </message>
    <message>
        <source>%1 and drop the quotes around it, or set autoescape to off for this target</source>
        <translation>%1 und die Anführungszeichen darum weglassen, oder autoescape für dieses Target auf off stellen</translation>
    </message>
    <message>
        <source>%1, which adds them</source>
        <translation>%1, das fügt sie hinzu</translation>
    </message>
    <message>
        <source>%1, which prints null, or add a default: %2</source>
        <translation>%1, das gibt null aus, oder einen Vorgabewert angeben: %2</translation>
    </message>
    <message>
        <source>%1, which prints true or false</source>
        <translation>%1, das gibt true oder false aus</translation>
    </message>
    <message>
        <source>%1, which prints &quot;&quot;</source>
        <translation>%1, das gibt &quot;&quot; aus</translation>
    </message>
    <message>
        <source>did you mean %1?</source>
        <translation>war %1 gemeint?</translation>
    </message>
    <message>
        <source>did you mean %1? Else %2</source>
        <translation>war %1 gemeint? Sonst %2</translation>
    </message>
    <message>
        <source>%1 (events that have %2: %3)</source>
        <translation>%1 (Ereignisse, die %2 haben: %3)</translation>
    </message>
    <message>
        <source>have the source of the event send UTF-8</source>
        <translation>die Quelle des Ereignisses UTF-8 senden lassen</translation>
    </message>
    <message>
        <source>write %1, or set autoescape to off for this target</source>
        <translation>%1 schreiben, oder autoescape für dieses Target auf off stellen</translation>
    </message>
    <message>
        <source>write number_format(2, &apos;.&apos;, &apos;&apos;), or put quotes around the expression</source>
        <translation>number_format(2, &apos;.&apos;, &apos;&apos;) schreiben, oder Anführungszeichen um den Ausdruck setzen</translation>
    </message>
    <message>
        <source>put quotes around it, or write %1</source>
        <translation>Anführungszeichen darum setzen, oder %1 schreiben</translation>
    </message>
    <message>
        <source>put double quotes around all of it</source>
        <translation>doppelte Anführungszeichen um das Ganze setzen</translation>
    </message>
    <message>
        <source>print values with |json_encode|raw where this text is put together</source>
        <translation>Werte mit |json_encode|raw ausgeben, wo dieser Text zusammengesetzt wird</translation>
    </message>
    <message>
        <source>write &quot; instead</source>
        <translation>stattdessen &quot; schreiben</translation>
    </message>
    <message>
        <source>write a plain space</source>
        <translation>ein einfaches Leerzeichen schreiben</translation>
    </message>
    <message>
        <source>write a comment of Twig&apos;s: {# … #}</source>
        <translation>einen Kommentar von Twig schreiben: {# … #}</translation>
    </message>
    <message>
        <source>write a value, or null</source>
        <translation>einen Wert schreiben, oder null</translation>
    </message>
    <message>
        <source>write &quot;key&quot;: value</source>
        <translation>&quot;Schlüssel&quot;: Wert schreiben</translation>
    </message>
    <message>
        <source>double it: \\</source>
        <translation>verdoppeln: \\</translation>
    </message>
    <message>
        <source>write it as 0.5, 1 or -1e3, or put quotes around it</source>
        <translation>als 0.5, 1 oder -1e3 schreiben, oder Anführungszeichen darum setzen</translation>
    </message>
    <message>
        <source>save the template as UTF-8</source>
        <translation>die Vorlage als UTF-8 speichern</translation>
    </message>
    <message>
        <source>close { with } and [ with ]</source>
        <translation>{ mit } und [ mit ] schließen</translation>
    </message>
    <message>
        <source>remove it, or wrap everything in one [ ]</source>
        <translation>entfernen, oder alles in ein [ ] fassen</translation>
    </message>
    <message>
        <source>nest less deeply</source>
        <translation>weniger tief verschachteln</translation>
    </message>
    <message>
        <source>write { &quot;key&quot;: value }, or give the target a content type of text</source>
        <translation>{ &quot;Schlüssel&quot;: Wert } schreiben, oder dem Target einen Inhaltstyp für Text geben</translation>
    </message>
    <message>
        <source>put it into double quotes</source>
        <translation>in doppelte Anführungszeichen setzen</translation>
    </message>
    <message>
        <source>remove it</source>
        <translation>entfernen</translation>
    </message>
    <message>
        <source>print one before {% endfor %}: {{ not loop.last ? &apos;,&apos; }}</source>
        <translation>vor {% endfor %} eines ausgeben: {{ not loop.last ? &apos;,&apos; }}</translation>
    </message>
    <message>
        <source>write a comma, or check that the text before it is closed where it should be</source>
        <translation>ein Komma schreiben, oder prüfen, ob der Text davor an der richtigen Stelle geschlossen ist</translation>
    </message>
    <message>
        <source>write &quot; instead of &apos;</source>
        <translation>&quot; statt &apos; schreiben</translation>
    </message>
    <message>
        <source>write |raw at the end, or set autoescape to off</source>
        <translation>am Ende |raw schreiben, oder autoescape auf off stellen</translation>
    </message>
    <message>
        <source>remove it, or put the text into double quotes</source>
        <translation>entfernen, oder den Text in doppelte Anführungszeichen setzen</translation>
    </message>
    <message>
        <source>write \t instead</source>
        <translation>stattdessen \t schreiben</translation>
    </message>
    <message>
        <source>close it with a double quote, or write \n for a line break</source>
        <translation>mit einem doppelten Anführungszeichen schließen, oder \n für einen Zeilenumbruch schreiben</translation>
    </message>
    <message>
        <source>close it with a double quote</source>
        <translation>mit einem doppelten Anführungszeichen schließen</translation>
    </message>
    <message>
        <source>close it with }</source>
        <translation>mit } schließen</translation>
    </message>
    <message>
        <source>close it with ]</source>
        <translation>mit ] schließen</translation>
    </message>
    <message>
        <source>check the conditions around the text, or write {} if nothing is to be said</source>
        <translation>die Bedingungen um den Text prüfen, oder {} schreiben, wenn nichts zu sagen ist</translation>
    </message>
    <message>
        <source>wrap it in { }: its keys are the template&apos;s variables</source>
        <translation>in { } fassen: seine Schlüssel sind die Variablen der Vorlage</translation>
    </message>
    <message>
        <source>check the name, or say what to print instead: %1</source>
        <translation>den Namen prüfen, oder sagen, was stattdessen auszugeben ist: %1</translation>
    </message>
    <message>
        <source>print a date only when there is one: %1</source>
        <translation>ein Datum nur ausgeben, wenn es eines gibt: %1</translation>
    </message>
    <message>
        <source>say which zone it is in: %1, or print it as it stands with date(…, false)</source>
        <translation>sagen, in welcher Zone es ist: %1, oder mit date(…, false) ausgeben, wie es dasteht</translation>
    </message>
    <message>
        <source>say which zone it is in: %1</source>
        <translation>sagen, in welcher Zone es ist: %1</translation>
    </message>
    <message>
        <source>leave the filter out, or write json_encode|raw instead</source>
        <translation>den Filter weglassen, oder stattdessen json_encode|raw schreiben</translation>
    </message>
    <message>
        <source>write %1 without the quotes, if the receiver wants a number</source>
        <translation>%1 ohne die Anführungszeichen schreiben, wenn der Empfänger eine Zahl will</translation>
    </message>
    <message>
        <source>number it anew with |merge([]) before json_encode</source>
        <translation>vor json_encode mit |merge([]) neu nummerieren</translation>
    </message>
    <message>
        <source>count less far, or take a part of a list with |slice</source>
        <translation>weniger weit zählen, oder mit |slice einen Teil einer Liste nehmen</translation>
    </message>
    <message>
        <source>set a bound: %1</source>
        <translation>eine Grenze setzen: %1</translation>
    </message>
    <message>
        <source>say in which zone: %1</source>
        <translation>sagen, in welcher Zone: %1</translation>
    </message>
    <message>
        <source>put the calculation in brackets: %1</source>
        <translation>die Rechnung einklammern: %1</translation>
    </message>
    <message>
        <source>filter the list: %1</source>
        <translation>die Liste filtern: %1</translation>
    </message>
    <message>
        <source>print it without quotes: %1</source>
        <translation>ohne Anführungszeichen ausgeben: %1</translation>
    </message>
    <message>
        <source>print it as a text: %1</source>
        <translation>als Text ausgeben: %1</translation>
    </message>
    <message>
        <source>print a value of that type</source>
        <translation>einen Wert dieser Art ausgeben</translation>
    </message>
    <message>
        <source>write %1 into the template</source>
        <translation>%1 in die Vorlage schreiben</translation>
    </message>
    <message>
        <source>leave it out, or correct its name</source>
        <translation>weglassen, oder den Namen richtigstellen</translation>
    </message>
    <message>
        <source>print one of these</source>
        <translation>einen von diesen ausgeben</translation>
    </message>
    <message>
        <source>print it in that form</source>
        <translation>in dieser Form ausgeben</translation>
    </message>
    <message>
        <source>print less, or more</source>
        <translation>weniger ausgeben, oder mehr</translation>
    </message>
    <message>
        <source>look into the schema for what it allows there</source>
        <translation>im Schema nachsehen, was dort erlaubt ist</translation>
    </message>
    <message>
        <source>correct it in the file</source>
        <translation>in der Datei berichtigen</translation>
    </message>
    <message>
        <source>write { &quot;type&quot;: &quot;object&quot;, … }</source>
        <translation>{ &quot;type&quot;: &quot;object&quot;, … } schreiben</translation>
    </message>
    <message>
        <source>put what it leads to under &quot;$defs&quot; in the file</source>
        <translation>in der Datei unter &quot;$defs&quot; ablegen, wohin er führt</translation>
    </message>
    <message>
        <source>put that schema beside this one and refer to its file</source>
        <translation>jenes Schema neben dieses legen und auf die Datei verweisen</translation>
    </message>
    <message>
        <source>put that schema into the workspace&apos;s folder</source>
        <translation>jenes Schema in den Ordner des Arbeitsbereichs legen</translation>
    </message>
    <message>
        <source>put it into the workspace&apos;s folder and name it from there: schemas/…</source>
        <translation>in den Ordner des Arbeitsbereichs legen und von dort benennen: schemas/…</translation>
    </message>
    <message>
        <source>correct &quot;schema&quot; under &quot;delivery&quot; in the target&apos;s settings, or add the file</source>
        <translation>&quot;schema&quot; unter &quot;delivery&quot; in den Einstellungen des Targets berichtigen, oder die Datei anlegen</translation>
    </message>
    <message>
        <source>add the file, or correct the reference</source>
        <translation>die Datei anlegen, oder den Verweis berichtigen</translation>
    </message>
    <message>
        <source>write a schema into it</source>
        <translation>ein Schema hineinschreiben</translation>
    </message>
    <message>
        <source>put what belongs together into one file</source>
        <translation>was zusammengehört, in eine Datei schreiben</translation>
    </message>
    <message>
        <source>correct the file</source>
        <translation>die Datei berichtigen</translation>
    </message>
    <message>
        <source>make the file readable</source>
        <translation>die Datei lesbar machen</translation>
    </message>
    <message>
        <source>mend the template, or accept the new payload</source>
        <translation>die Vorlage reparieren, oder die neuen Nutzdaten annehmen</translation>
    </message>
    <message>
        <source>mend its file, or accept the new payload</source>
        <translation>die Datei reparieren, oder die neuen Nutzdaten annehmen</translation>
    </message>
    <message>
        <source>write at least {}, or remove the file</source>
        <translation>wenigstens {} schreiben, oder die Datei entfernen</translation>
    </message>
    <message>
        <source>write the value, or null</source>
        <translation>den Wert schreiben, oder null</translation>
    </message>
    <message>
        <source>write a comma between the two</source>
        <translation>ein Komma dazwischen schreiben</translation>
    </message>
    <message>
        <source>put the key into double quotes</source>
        <translation>den Schlüssel in doppelte Anführungszeichen setzen</translation>
    </message>
    <message>
        <source>write \n for a line break and \t for a tab</source>
        <translation>\n für einen Zeilenumbruch und \t für einen Tabulator schreiben</translation>
    </message>
    <message>
        <source>write it as 0.5, 1 or -1e3, or put it into double quotes</source>
        <translation>als 0.5, 1 oder -1e3 schreiben, oder in doppelte Anführungszeichen setzen</translation>
    </message>
    <message>
        <source>save the file as UTF-8</source>
        <translation>die Datei als UTF-8 speichern</translation>
    </message>
    <message>
        <source>close every { and [</source>
        <translation>jedes { und [ schließen</translation>
    </message>
    <message>
        <source>remove it, or wrap everything in one { } or [ ]</source>
        <translation>entfernen, oder alles in ein { } oder [ ] fassen</translation>
    </message>
    <message>
        <source>nest at most 512 brackets</source>
        <translation>höchstens 512 Klammern verschachteln</translation>
    </message>
    <message>
        <source>correct the context</source>
        <translation>den Kontext berichtigen</translation>
    </message>
    <message>
        <source>add %1 to &quot;extensions&quot; under &quot;twig&quot; in targetdesk.json, if the platform that renders for real has it, too</source>
        <translation>%1 zu &quot;extensions&quot; unter &quot;twig&quot; in targetdesk.json hinzufügen, wenn die Plattform, die im Ernst rendert, sie auch hat</translation>
    </message>
    <message>
        <source>an end tag is missing: {% endif %}, {% endfor %} or the like</source>
        <translation>ein End-Tag fehlt: {% endif %}, {% endfor %} oder dergleichen</translation>
    </message>
    <message>
        <source>correct the template here</source>
        <translation>die Vorlage hier berichtigen</translation>
    </message>
    <message>
        <source>a target&apos;s template stands alone: put the text into it</source>
        <translation>die Vorlage eines Targets steht allein: den Text hineinschreiben</translation>
    </message>
    <message>
        <source>do without it</source>
        <translation>darauf verzichten</translation>
    </message>
    <message>
        <source>make the loop or the text smaller</source>
        <translation>die Schleife oder den Text verkleinern</translation>
    </message>
    <message>
        <source>print a part of it, or format it with |date</source>
        <translation>einen Teil davon ausgeben, oder mit |date formatieren</translation>
    </message>
    <message>
        <source>check the name, or say what to use instead with ?? or |default</source>
        <translation>den Namen prüfen, oder mit ?? oder |default sagen, was stattdessen gilt</translation>
    </message>
    <message>
        <source>check the value that this expression gets</source>
        <translation>den Wert prüfen, den dieser Ausdruck bekommt</translation>
    </message>
    <message>
        <source>print a list or object with |json_encode|raw</source>
        <translation>eine Liste oder ein Objekt mit |json_encode|raw ausgeben</translation>
    </message>
    <message>
        <source>Write %1</source>
        <translation>%1 schreiben</translation>
    </message>
    <message>
        <source>Write %1 at the end</source>
        <translation>%1 am Ende schreiben</translation>
    </message>
    <message>
        <source>Write %1 at the end of its line</source>
        <translation>%1 am Ende der Zeile schreiben</translation>
    </message>
    <message>
        <source>Write %1 instead</source>
        <translation>Stattdessen %1 schreiben</translation>
    </message>
    <message>
        <source>Write %1 instead of %2</source>
        <translation>%1 statt %2 schreiben</translation>
    </message>
    <message>
        <source>Write %1 before it</source>
        <translation>%1 davor schreiben</translation>
    </message>
    <message>
        <source>Write %1 without the quotes</source>
        <translation>%1 ohne die Anführungszeichen schreiben</translation>
    </message>
    <message>
        <source>Write %1 instead of the quoted text</source>
        <translation>%1 statt des Textes in Anführungszeichen schreiben</translation>
    </message>
    <message>
        <source>Write a comma behind the value before</source>
        <translation>Ein Komma hinter den Wert davor schreiben</translation>
    </message>
    <message>
        <source>Write a comma before this</source>
        <translation>Ein Komma davor schreiben</translation>
    </message>
    <message>
        <source>Write a colon</source>
        <translation>Einen Doppelpunkt schreiben</translation>
    </message>
    <message>
        <source>Write double quotes</source>
        <translation>Doppelte Anführungszeichen schreiben</translation>
    </message>
    <message>
        <source>Write plain double quotes</source>
        <translation>Gerade doppelte Anführungszeichen schreiben</translation>
    </message>
    <message>
        <source>Write a plain space</source>
        <translation>Ein einfaches Leerzeichen schreiben</translation>
    </message>
    <message>
        <source>Write \n for the line break</source>
        <translation>\n für den Zeilenumbruch schreiben</translation>
    </message>
    <message>
        <source>Write the characters that these bytes are in Windows-1252</source>
        <translation>Die Zeichen schreiben, die diese Bytes in Windows-1252 sind</translation>
    </message>
    <message>
        <source>Keep the quotes and write %1</source>
        <translation>Die Anführungszeichen lassen und %1 schreiben</translation>
    </message>
    <message>
        <source>Print %1 when there is nothing</source>
        <translation>%1 ausgeben, wenn nichts da ist</translation>
    </message>
    <message>
        <source>Print %1 when the condition does not hold</source>
        <translation>%1 ausgeben, wenn die Bedingung nicht gilt</translation>
    </message>
    <message>
        <source>Print a comma between the elements: %1</source>
        <translation>Zwischen den Elementen ein Komma ausgeben: %1</translation>
    </message>
    <message>
        <source>Print the comma between the elements only: %1</source>
        <translation>Das Komma nur zwischen den Elementen ausgeben: %1</translation>
    </message>
    <message>
        <source>Print a date only when there is one: %1</source>
        <translation>Ein Datum nur ausgeben, wenn es eines gibt: %1</translation>
    </message>
    <message>
        <source>Say that nothing is right there: %1</source>
        <translation>Sagen, dass nichts dort richtig ist: %1</translation>
    </message>
    <message>
        <source>Leave out %1</source>
        <translation>%1 weglassen</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>%1 hinzufügen</translation>
    </message>
    <message>
        <source>Remove the comma</source>
        <translation>Das Komma entfernen</translation>
    </message>
    <message>
        <source>Remove the bracket</source>
        <translation>Die Klammer entfernen</translation>
    </message>
    <message>
        <source>Remove the semicolon</source>
        <translation>Das Semikolon entfernen</translation>
    </message>
    <message>
        <source>Remove what follows the end</source>
        <translation>Entfernen, was nach dem Ende folgt</translation>
    </message>
    <message>
        <source>Remove what stands before the JSON</source>
        <translation>Entfernen, was vor dem JSON steht</translation>
    </message>
    <message>
        <source>Move the comma into what follows it</source>
        <translation>Das Komma in das verschieben, was ihm folgt</translation>
    </message>
    <message>
        <source>Put %1 around everything</source>
        <translation>%1 um alles setzen</translation>
    </message>
    <message>
        <source>Make it a list: [ ] around the loop and commas between its elements</source>
        <translation>Eine Liste daraus machen: [ ] um die Schleife und Kommas zwischen ihren Elementen</translation>
    </message>
    <message>
        <source>Make it a list: [ ] around everything and a comma between</source>
        <translation>Eine Liste daraus machen: [ ] um alles und ein Komma dazwischen</translation>
    </message>
    <message>
        <source>Make it a Twig comment: {# … #}</source>
        <translation>Einen Twig-Kommentar daraus machen: {# … #}</translation>
    </message>
    <message>
        <source>Make one JSON text of it: {% apply json_encode|raw %} around everything</source>
        <translation>Einen JSON-Text daraus machen: {% apply json_encode|raw %} um alles</translation>
    </message>
    <message>
        <source>Close the text with a double quote</source>
        <translation>Den Text mit einem doppelten Anführungszeichen schließen</translation>
    </message>
    <message>
        <source>Open the text with a double quote</source>
        <translation>Den Text mit einem doppelten Anführungszeichen öffnen</translation>
    </message>
    <message>
        <source>Double the backslash</source>
        <translation>Den Rückstrich verdoppeln</translation>
    </message>
    <message>
        <source>Filter the loop&apos;s list</source>
        <translation>Die Liste der Schleife filtern</translation>
    </message>
    <message>
        <source>Filter the loop&apos;s list, so that its last element is known</source>
        <translation>Die Liste der Schleife filtern, damit ihr letztes Element bekannt ist</translation>
    </message>
    <message>
        <source>Filter the loop&apos;s list and print a comma between its elements</source>
        <translation>Die Liste der Schleife filtern und zwischen ihren Elementen ein Komma ausgeben</translation>
    </message>
    <message>
        <source>Filter the list instead: %1</source>
        <translation>Stattdessen die Liste filtern: %1</translation>
    </message>
    <message>
        <source>Take an empty list where there is nothing: %1</source>
        <translation>Eine leere Liste nehmen, wo nichts ist: %1</translation>
    </message>
    <message>
        <source>Set a bound: %1</source>
        <translation>Eine Grenze setzen: %1</translation>
    </message>
    <message>
        <source>Number it anew: %1</source>
        <translation>Neu nummerieren: %1</translation>
    </message>
    <message>
        <source>It is UTC: say so</source>
        <translation>Es ist UTC: das sagen</translation>
    </message>
    <message>
        <source>It is local already: print it as it stands</source>
        <translation>Es ist schon die Ortszeit: ausgeben, wie es dasteht</translation>
    </message>
    <message>
        <source>%1 is of type %2, not %3</source>
        <translation>%1 ist von der Art %2, nicht %3</translation>
    </message>
    <message>
        <source>%1 is %2, outside %3 to %4</source>
        <translation>%1 ist %2, außerhalb von %3 bis %4</translation>
    </message>
    <message>
        <source>%1 is %2, which is unknown</source>
        <translation>%1 ist %2, das ist unbekannt</translation>
    </message>
    <message>
        <source>write %1, or remove the key</source>
        <translation>%1 schreiben, oder den Schlüssel entfernen</translation>
    </message>
    <message>
        <source>write a number from %1 to %2</source>
        <translation>eine Zahl von %1 bis %2 schreiben</translation>
    </message>
    <message>
        <source>write one of: %1</source>
        <translation>eines davon schreiben: %1</translation>
    </message>
    <message>
        <source>an element of %1 is no HTTP status from 300 to 599</source>
        <translation>ein Element von %1 ist kein HTTP-Status von 300 bis 599</translation>
    </message>
    <message>
        <source>an element of %1 is no number of milliseconds up to 30 days</source>
        <translation>ein Element von %1 ist keine Zahl von Millisekunden bis zu 30 Tagen</translation>
    </message>
    <message>
        <source>%1 is no range of addresses</source>
        <translation>%1 ist kein Adressbereich</translation>
    </message>
    <message>
        <source>write one like %1</source>
        <translation>eines schreiben wie %1</translation>
    </message>
    <message>
        <source>%1 belongs to a client certificate, and there is none</source>
        <translation>%1 gehört zu einem Client-Zertifikat, und es gibt keines</translation>
    </message>
    <message>
        <source>name its file under %1, or remove the key</source>
        <translation>dessen Datei unter %1 nennen, oder den Schlüssel entfernen</translation>
    </message>
    <message>
        <source>Omneo&apos;s header holds one signature, and there is more than one secret</source>
        <translation>Omneos Kopfzeile enthält eine Signatur, und es gibt mehr als ein Geheimnis</translation>
    </message>
    <message>
        <source>name one secret; only Standard Webhooks can change over from one to another</source>
        <translation>ein Geheimnis nennen; nur Standard Webhooks können von einem zum anderen wechseln</translation>
    </message>
    <message>
        <source>Omneo&apos;s signature is there twice, under &quot;signature&quot; and under &quot;signatures&quot;</source>
        <translation>Omneos Signatur ist zweimal da, unter &quot;signature&quot; und unter &quot;signatures&quot;</translation>
    </message>
    <message>
        <source>remove one of them</source>
        <translation>eine davon entfernen</translation>
    </message>
    <message>
        <source>the answer&apos;s body is over %1 bytes and was cut</source>
        <translation>der Inhalt der Antwort ist länger als %1 Bytes und wurde abgeschnitten</translation>
    </message>
    <message>
        <source>the value of %1</source>
        <translation>der Wert von %1</translation>
    </message>
    <message>
        <source>what this expression prints</source>
        <translation>was dieser Ausdruck ausgibt</translation>
    </message>
    <message>
        <source>the value</source>
        <translation>der Wert</translation>
    </message>
    <message>
        <source>a line break</source>
        <translation>einen Zeilenumbruch</translation>
    </message>
    <message>
        <source>a tab</source>
        <translation>einen Tabulator</translation>
    </message>
    <message>
        <source>a control character</source>
        <translation>ein Steuerzeichen</translation>
    </message>
    <message>
        <source>the end</source>
        <translation>dem Ende</translation>
    </message>
    <message>
        <source>the payload</source>
        <translation>das Ganze</translation>
    </message>
    <message>
        <source>something else</source>
        <translation>etwas anderes</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>ein Objekt</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>eine Liste</translation>
    </message>
    <message>
        <source>the text %1</source>
        <translation>der Text %1</translation>
    </message>
    <message>
        <source>the number %1</source>
        <translation>die Zahl %1</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>einen Text</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>eine ganze Zahl</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <source>another type</source>
        <translation>eine andere Art</translation>
    </message>
    <message>
        <source>other values</source>
        <translation>andere Werte</translation>
    </message>
    <message>
        <source>a date as %1</source>
        <translation>ein Datum wie %1</translation>
    </message>
    <message>
        <source>a time with its zone, as %1</source>
        <translation>eine Uhrzeit mit Zone, wie %1</translation>
    </message>
    <message>
        <source>a date and time as %1</source>
        <translation>Datum und Uhrzeit wie %1</translation>
    </message>
    <message>
        <source>an e-mail address</source>
        <translation>eine E-Mail-Adresse</translation>
    </message>
    <message>
        <source>a URL with its scheme, as %1</source>
        <translation>eine URL mit Schema, wie %1</translation>
    </message>
    <message>
        <source>a UUID</source>
        <translation>eine UUID</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 oder %2</translation>
    </message>
    <message>
        <source>Twig cannot read the template.</source>
        <translation>Twig kann die Vorlage nicht lesen.</translation>
    </message>
    <message>
        <source>Twig stopped while rendering, for example on an unknown variable with strict variables on.</source>
        <translation>Twig hat beim Rendern angehalten, zum Beispiel an einer unbekannten Variablen, wenn strenge Variablen eingeschaltet sind.</translation>
    </message>
    <message>
        <source>include, extends or import name a template that does not exist.</source>
        <translation>include, extends oder import nennen eine Vorlage, die es nicht gibt.</translation>
    </message>
    <message>
        <source>The template uses what a target&apos;s template may not use.</source>
        <translation>Die Vorlage verwendet, was die Vorlage eines Targets nicht verwenden darf.</translation>
    </message>
    <message>
        <source>The template ran too long, nested too deeply or printed too much.</source>
        <translation>Die Vorlage lief zu lange, war zu tief verschachtelt oder gab zu viel aus.</translation>
    </message>
    <message>
        <source>The render was stopped from outside.</source>
        <translation>Das Rendern wurde von außen angehalten.</translation>
    </message>
    <message>
        <source>The engine failed in a way that it does not name, for example for want of memory.</source>
        <translation>Die Engine ist auf eine Weise gescheitert, die sie nicht benennt, zum Beispiel aus Mangel an Speicher.</translation>
    </message>
    <message>
        <source>The event&apos;s context cannot be read.</source>
        <translation>Der Kontext des Ereignisses kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>A context is a JSON object; its keys are the template&apos;s variables.</source>
        <translation>Ein Kontext ist ein JSON-Objekt; seine Schlüssel sind die Variablen der Vorlage.</translation>
    </message>
    <message>
        <source>A value between quotes holds a double quote, which ends the text early.</source>
        <translation>Ein Wert zwischen Anführungszeichen enthält ein doppeltes Anführungszeichen, das den Text zu früh beendet.</translation>
    </message>
    <message>
        <source>A value between quotes holds a line break, tab or control character, which JSON forbids there.</source>
        <translation>Ein Wert zwischen Anführungszeichen enthält einen Zeilenumbruch, einen Tabulator oder ein Steuerzeichen; das verbietet JSON dort.</translation>
    </message>
    <message>
        <source>A value between quotes holds a backslash, which JSON takes for the start of an escape.</source>
        <translation>Ein Wert zwischen Anführungszeichen enthält einen Rückstrich; JSON hält ihn für den Anfang einer Escape-Folge.</translation>
    </message>
    <message>
        <source>The payload holds bytes that are not UTF-8.</source>
        <translation>Die Nutzdaten enthalten Bytes, die kein UTF-8 sind.</translation>
    </message>
    <message>
        <source>null, false and what is missing print nothing; JSON needs a value there.</source>
        <translation>null, false und was fehlt geben nichts aus; JSON braucht dort einen Wert.</translation>
    </message>
    <message>
        <source>An expression outside quotes printed text.</source>
        <translation>Ein Ausdruck außerhalb von Anführungszeichen hat Text ausgegeben.</translation>
    </message>
    <message>
        <source>Printing a list or object gives the word Array, as in PHP.</source>
        <translation>Eine Liste oder ein Objekt auszugeben ergibt das Wort Array, wie in PHP.</translation>
    </message>
    <message>
        <source>number_format separates thousands by commas unless told otherwise.</source>
        <translation>number_format trennt Tausender durch Kommas, wenn man nichts anderes sagt.</translation>
    </message>
    <message>
        <source>JSON numbers have no leading zeros, no plus, and digits on both sides of the point.</source>
        <translation>JSON-Zahlen haben keine führenden Nullen, kein Plus und Ziffern auf beiden Seiten des Punktes.</translation>
    </message>
    <message>
        <source>Escaping for HTML turned quotes and other characters into entities, as &amp;quot;, which JSON does not know.</source>
        <translation>Das Escapen für HTML hat aus Anführungszeichen und anderen Zeichen Entities gemacht, etwa &amp;quot;, die JSON nicht kennt.</translation>
    </message>
    <message>
        <source>A comma stands right before } or ].</source>
        <translation>Ein Komma steht direkt vor } oder ].</translation>
    </message>
    <message>
        <source>Two elements stand without a comma between them.</source>
        <translation>Zwei Elemente stehen ohne Komma nebeneinander.</translation>
    </message>
    <message>
        <source>A comma or bracket stands where JSON needs a value.</source>
        <translation>Ein Komma oder eine Klammer steht, wo JSON einen Wert braucht.</translation>
    </message>
    <message>
        <source>A key is not followed by a colon.</source>
        <translation>Auf einen Schlüssel folgt kein Doppelpunkt.</translation>
    </message>
    <message>
        <source>Keys are texts in double quotes.</source>
        <translation>Schlüssel sind Texte in doppelten Anführungszeichen.</translation>
    </message>
    <message>
        <source>JSON knows double quotes only.</source>
        <translation>JSON kennt nur doppelte Anführungszeichen.</translation>
    </message>
    <message>
        <source>A text&apos;s closing quote is missing, or a line break stands inside it.</source>
        <translation>Das schließende Anführungszeichen eines Textes fehlt, oder ein Zeilenumbruch steht darin.</translation>
    </message>
    <message>
        <source>A backslash of the template starts no escape that JSON knows.</source>
        <translation>Ein Rückstrich der Vorlage beginnt keine Escape-Folge, die JSON kennt.</translation>
    </message>
    <message>
        <source>The payload ends before every { and [ is closed.</source>
        <translation>Die Nutzdaten enden, bevor jede { und [ geschlossen ist.</translation>
    </message>
    <message>
        <source>} closes [ or ] closes {, or nothing is open.</source>
        <translation>} schließt [ oder ] schließt {, oder nichts ist offen.</translation>
    </message>
    <message>
        <source>The JSON is complete and more text follows.</source>
        <translation>Das JSON ist vollständig, und es folgt noch Text.</translation>
    </message>
    <message>
        <source>The template printed nothing but white space.</source>
        <translation>Die Vorlage hat nichts als Leerraum ausgegeben.</translation>
    </message>
    <message>
        <source>More than 512 brackets are open at once.</source>
        <translation>Mehr als 512 Klammern sind zugleich offen.</translation>
    </message>
    <message>
        <source>Outside quotes JSON knows the words true, false and null only.</source>
        <translation>Außerhalb von Anführungszeichen kennt JSON nur die Wörter true, false und null.</translation>
    </message>
    <message>
        <source>One expression printed something like JSON that is broken in itself.</source>
        <translation>Ein Ausdruck hat etwas wie JSON ausgegeben, das in sich kaputt ist.</translation>
    </message>
    <message>
        <source>A character that JSON does not allow there.</source>
        <translation>Ein Zeichen, das JSON dort nicht erlaubt.</translation>
    </message>
    <message>
        <source>The context has no such path, so the expression printed nothing.</source>
        <translation>Der Kontext hat keinen solchen Pfad, also hat der Ausdruck nichts ausgegeben.</translation>
    </message>
    <message>
        <source>PHP&apos;s Twig would warn here.</source>
        <translation>PHPs Twig würde hier warnen.</translation>
    </message>
    <message>
        <source>Twig will drop this in its next major version.</source>
        <translation>Twig lässt das in seiner nächsten Hauptversion fallen.</translation>
    </message>
    <message>
        <source>The payload differs from the one that somebody accepted for this sample.</source>
        <translation>Die Nutzdaten sind andere als die, die für dieses Beispiel akzeptiert wurden.</translation>
    </message>
    <message>
        <source>The target names a schema that is missing, no JSON, or no JSON Schema.</source>
        <translation>Das Target nennt ein Schema, das fehlt, kein JSON oder kein JSON Schema ist.</translation>
    </message>
    <message>
        <source>The schema wants another type there, for example a number and not a text.</source>
        <translation>Das Schema will dort einen anderen Typ, zum Beispiel eine Zahl und keinen Text.</translation>
    </message>
    <message>
        <source>The schema requires a key that the payload does not have.</source>
        <translation>Das Schema verlangt einen Schlüssel, den die Nutzdaten nicht haben.</translation>
    </message>
    <message>
        <source>The payload has a key that the schema does not allow.</source>
        <translation>Die Nutzdaten haben einen Schlüssel, den das Schema nicht erlaubt.</translation>
    </message>
    <message>
        <source>The schema lists the values that are allowed there, and this is none of them.</source>
        <translation>Das Schema zählt die Werte auf, die dort erlaubt sind, und dieser ist keiner davon.</translation>
    </message>
    <message>
        <source>The text is not of the form that the schema wants: a date, an address, a pattern.</source>
        <translation>Der Text hat nicht die Form, die das Schema will: ein Datum, eine Adresse, ein Muster.</translation>
    </message>
    <message>
        <source>Too long, too short, too large, too small, too many or too few, or twice the same.</source>
        <translation>Zu lang, zu kurz, zu groß, zu klein, zu viele oder zu wenige, oder zweimal dasselbe.</translation>
    </message>
    <message>
        <source>The schema offers several forms, and the value has none of them.</source>
        <translation>Das Schema bietet mehrere Formen an, und der Wert hat keine davon.</translation>
    </message>
    <message>
        <source>A date that names no zone is read as UTC; printed in another zone, or with an offset, it is hours off if it was local.</source>
        <translation>Ein Datum, das keine Zone nennt, wird als UTC gelesen; in einer anderen Zone oder mit Abstand ausgegeben, ist es Stunden daneben, wenn es ein örtliches war.</translation>
    </message>
    <message>
        <source>The context has a number, and quotes in the template make a text of it.</source>
        <translation>Der Kontext hat eine Zahl, und Anführungszeichen in der Vorlage machen einen Text daraus.</translation>
    </message>
    <message>
        <source>A range ends at a value of the context, or very far: one odd event makes it run for long.</source>
        <translation>Ein Bereich endet bei einem Wert des Kontexts oder sehr weit weg: ein sonderbares Ereignis lässt ihn lange laufen.</translation>
    </message>
    <message>
        <source>date prints the present for null and for what is missing.</source>
        <translation>date gibt für null und für das, was fehlt, die Gegenwart aus.</translation>
    </message>
    <message>
        <source>Words such as today are worked out in UTC before they are shown in a zone.</source>
        <translation>Wörter wie today werden in UTC bestimmt, bevor sie in einer Zone gezeigt werden.</translation>
    </message>
    <message>
        <source>A filter binds tighter than a calculation: it takes only what is right before it.</source>
        <translation>Ein Filter bindet enger als eine Rechnung: er nimmt nur, was direkt vor ihm steht.</translation>
    </message>
    <message>
        <source>filter, sort and slice keep the keys, and a list with holes is an object in JSON.</source>
        <translation>filter, sort und slice behalten die Schlüssel, und eine Liste mit Lücken ist in JSON ein Objekt.</translation>
    </message>
    <message>
        <source>loop.last is that of the whole list, also when its last element is not printed.</source>
        <translation>loop.last gilt für die ganze Liste, auch wenn ihr letztes Element nicht ausgegeben wird.</translation>
    </message>
    <message>
        <source>the object is empty and became a list, []: PHP does not tell the two apart</source>
        <translation>das Objekt ist leer, und daraus wurde eine Liste, []: PHP unterscheidet die beiden nicht</translation>
    </message>
    <message>
        <source>%1 is a time without a zone, and the receiver gets it as it stands</source>
        <translation>%1 ist eine Zeit ohne Zeitzone, und der Empfänger bekommt sie, wie sie da steht</translation>
    </message>
    <message>
        <source>%1 is true, and true prints 1 (false prints nothing)</source>
        <translation>%1 ist true, und true gibt 1 aus (false gibt nichts aus)</translation>
    </message>
    <message>
        <source>this is true, and true prints 1 (false prints nothing)</source>
        <translation>dies ist true, und true gibt 1 aus (false gibt nichts aus)</translation>
    </message>
    <message>
        <source>this is false, and false prints nothing (true prints 1)</source>
        <translation>dies ist false, und false gibt nichts aus (true gibt 1 aus)</translation>
    </message>
    <message>
        <source>the reference %1 leads nowhere: there is no anchor %2</source>
        <translation>der Verweis %1 führt nirgendwohin: es gibt keinen Anker %2</translation>
    </message>
    <message>
        <source>the reference %1 leads to an anchor that stands at several places</source>
        <translation>der Verweis %1 führt zu einem Anker, der an mehreren Stellen steht</translation>
    </message>
    <message>
        <source>the reference %1 leads to one of several anchors, by the way that one comes to it</source>
        <translation>der Verweis %1 führt zu einem von mehreren Ankern, je nach dem Weg, auf dem man zu ihm kommt</translation>
    </message>
    <message>
        <source>print it with its zone: %1 when it is UTC</source>
        <translation>sie mit ihrer Zeitzone ausgeben: %1, wenn es UTC ist</translation>
    </message>
    <message>
        <source>print it with its zone: %1</source>
        <translation>sie mit ihrer Zeitzone ausgeben: %1</translation>
    </message>
    <message>
        <source>correct the reference, or add %1 to what it should lead to</source>
        <translation>den Verweis berichtigen oder %1 zu dem hinzufügen, wohin er führen soll</translation>
    </message>
    <message>
        <source>give each anchor of a file a name of its own</source>
        <translation>jedem Anker einer Datei einen eigenen Namen geben</translation>
    </message>
    <message>
        <source>refer to the one that is meant with &quot;$ref&quot;</source>
        <translation>mit &quot;$ref&quot; auf den verweisen, der gemeint ist</translation>
    </message>
    <message>
        <source>It is UTC: print it with its zone</source>
        <translation>Es ist UTC: mit der Zeitzone ausgeben</translation>
    </message>
    <message>
        <source>It is local: print it with the zone of %1</source>
        <translation>Es ist Ortszeit: mit der Zeitzone von %1 ausgeben</translation>
    </message>
    <message>
        <source>A time of the context is printed as it stands. It names no zone, and the receiver takes it for one of its own.</source>
        <translation>Eine Zeit des Kontexts wird ausgegeben, wie sie da steht. Sie nennt keine Zeitzone, und der Empfänger hält sie für eine seiner eigenen.</translation>
    </message>
    <message>
        <source>Twig prints 1 for true and nothing for false; JSON&apos;s words for them come with json_encode.</source>
        <translation>Twig gibt für true 1 aus und für false nichts; die Wörter, die JSON dafür hat, kommen mit json_encode.</translation>
    </message>
    <message>
        <source>A template&apos;s {}, and an object that lost all its keys, are PHP&apos;s empty array, which is [] in JSON.</source>
        <translation>Ein {} der Vorlage und ein Objekt, das alle Schlüssel verlor, sind das leere Array von PHP, und das ist in JSON [].</translation>
    </message>
    <message>
        <source>Write %1: always a text, also of a number or of nothing</source>
        <translation>%1 schreiben: immer ein Text, auch bei einer Zahl oder bei nichts</translation>
    </message>
    <message>
        <source>a target needs a handle</source>
        <translation>Ein Target braucht einen Handle</translation>
    </message>
    <message>
        <source>a handle has at most 100 characters</source>
        <translation>Ein Handle hat höchstens 100 Zeichen</translation>
    </message>
    <message>
        <source>a handle holds letters, digits, dashes and underscores only</source>
        <translation>Ein Handle hat nur Buchstaben, Ziffern, Binde- und Unterstriche</translation>
    </message>
    <message>
        <source>the header name %1 is not allowed in HTTP</source>
        <translation>der Name der Kopfzeile %1 ist in HTTP nicht erlaubt</translation>
    </message>
    <message>
        <source>use letters, digits and dashes</source>
        <translation>Buchstaben, Ziffern und Bindestriche verwenden</translation>
    </message>
    <message>
        <source>the value of the header %1 holds a line break or NUL, which ends a header</source>
        <translation>der Wert der Kopfzeile %1 enthält einen Zeilenumbruch oder NUL, was eine Kopfzeile beendet</translation>
    </message>
    <message>
        <source>%1 holds a line break or NUL, which ends a header</source>
        <translation>%1 enthält einen Zeilenumbruch oder NUL, was eine Kopfzeile beendet</translation>
    </message>
    <message>
        <source>write it on one line</source>
        <translation>in eine Zeile schreiben</translation>
    </message>
    <message>
        <source>%1 holds %2, which is no path to a value</source>
        <translation>%1 enthält %2, was kein Pfad zu einem Wert ist</translation>
    </message>
    <message>
        <source>write it as &quot;profile.email&quot;, &quot;items.*.code&quot;, &quot;$.items[0][&apos;a key&apos;]&quot; or &quot;/items/0/code&quot;</source>
        <translation>als &quot;profile.email&quot;, &quot;items.*.code&quot;, &quot;$.items[0][&apos;a key&apos;]&quot; oder &quot;/items/0/code&quot; schreiben</translation>
    </message>
</context>
<context>
    <name>Prompts</name>
    <message numerus="yes">
        <source>Save your changes to %n target(s)?</source>
        <translation>
            <numerusform>Ihre Änderungen an %n Target speichern?</numerusform>
            <numerusform>Ihre Änderungen an %n Targets speichern?</numerusform>
        </translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>“%1” was changed on disk</source>
        <translation>„%1“ wurde auf der Platte geändert</translation>
    </message>
    <message>
        <source>Something else wrote its files after they were read here. Saving replaces what it wrote; reading again drops your changes in this window.</source>
        <translation>Etwas anderes hat seine Dateien geschrieben, nachdem sie hier gelesen wurden. Speichern ersetzt das; neu lesen verwirft Ihre Änderungen in diesem Fenster.</translation>
    </message>
    <message>
        <source>Save mine</source>
        <translation>Meines speichern</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>No reaction sends to it.</source>
        <translation>Keine Reaktion sendet dorthin.</translation>
    </message>
    <message>
        <source>These reactions send to it and will find no target:</source>
        <translation>Diese Reaktionen senden dorthin und werden kein Target finden:</translation>
    </message>
    <message>
        <source>Delete “%1” and its template?</source>
        <translation>„%1“ und seine Vorlage löschen?</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Send to “%1”?</source>
        <translation>An „%1“ senden?</translation>
    </message>
    <message>
        <source>This environment is protected: what is sent there may reach customers.
%1</source>
        <translation>Diese Umgebung ist geschützt: was dorthin gesendet wird, kann Kunden erreichen.
%1</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Open workspace</source>
        <translation>Arbeitsbereich öffnen</translation>
    </message>
</context>
<context>
    <name>QApplication</name>
    <message>
        <source>Edits, previews and sends Omneo targets.</source>
        <translation>Bearbeitet, prüft und sendet Targets von Omneo.</translation>
    </message>
    <message>
        <source>Open this workspace folder.</source>
        <translation>Diesen Arbeitsbereich öffnen.</translation>
    </message>
    <message>
        <source>Colours: light, dark or system.</source>
        <translation>Farben: light, dark oder system.</translation>
    </message>
    <message>
        <source>Show the target with this handle.</source>
        <translation>Das Target mit diesem Handle zeigen.</translation>
    </message>
    <message>
        <source>Language of the window, such as en or de.</source>
        <translation>Sprache des Fensters, etwa en oder de.</translation>
    </message>
    <message>
        <source>Save a picture of the window and end.</source>
        <translation>Ein Bild des Fensters speichern und enden.</translation>
    </message>
</context>
<context>
    <name>Reactions</name>
    <message>
        <source>%1 (on %2)</source>
        <translation>%1 (bei %2)</translation>
    </message>
</context>
<context>
    <name>SampleWorkspace</name>
    <message>
        <source>%1: error: cannot be written (%2) – check the folder’s permissions and space</source>
        <translation>%1: Fehler: lässt sich nicht schreiben (%2) – Rechte und Platz des Ordners prüfen</translation>
    </message>
    <message>
        <source>%1: error: is there but holds no targetdesk.json – move it away</source>
        <translation>%1: Fehler: ist da, enthält aber keine targetdesk.json – schieben Sie ihn beiseite</translation>
    </message>
    <message>
        <source>%1: error: cannot be made – check the folder’s permissions</source>
        <translation>%1: Fehler: lässt sich nicht anlegen – Rechte des Ordners prüfen</translation>
    </message>
</context>
<context>
    <name>StartTemplates</name>
    <message>
        <source>Small JSON template</source>
        <translation>Kleine JSON-Vorlage</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Copy of %1</source>
        <translation>Kopie von %1</translation>
    </message>
</context>
<context>
    <name>SymbolWords</name>
    <message>
        <source>tag</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>Operator</translation>
    </message>
    <message>
        <source>item of the loop</source>
        <translation>Element der Schleife</translation>
    </message>
    <message>
        <source>key of the loop</source>
        <translation>Schlüssel der Schleife</translation>
    </message>
    <message>
        <source>the loop</source>
        <translation>die Schleife</translation>
    </message>
    <message>
        <source>variable</source>
        <translation>Variable</translation>
    </message>
    <message>
        <source>argument</source>
        <translation>Argument</translation>
    </message>
    <message>
        <source>parameter</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>imported macros</source>
        <translation>importierte Makros</translation>
    </message>
    <message>
        <source>macro</source>
        <translation>Makro</translation>
    </message>
    <message>
        <source>object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>mapping</source>
        <translation>Zuordnung</translation>
    </message>
    <message>
        <source>list</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>text, not to be escaped</source>
        <translation>Text, wird nicht maskiert</translation>
    </message>
    <message>
        <source>whole number</source>
        <translation>ganze Zahl</translation>
    </message>
    <message>
        <source>number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>wahr oder falsch</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>nicht da</translation>
    </message>
    <message>
        <source>Which turn it is, from 1.</source>
        <translation>Der wievielte Durchlauf es ist, ab 1.</translation>
    </message>
    <message>
        <source>Which turn it is, from 0.</source>
        <translation>Der wievielte Durchlauf es ist, ab 0.</translation>
    </message>
    <message>
        <source>True in the first turn.</source>
        <translation>Wahr im ersten Durchlauf.</translation>
    </message>
    <message>
        <source>True in the last turn: guards a comma.</source>
        <translation>Wahr im letzten Durchlauf: hält ein Komma zurück.</translation>
    </message>
    <message>
        <source>How many turns there are.</source>
        <translation>Wie viele Durchläufe es gibt.</translation>
    </message>
    <message>
        <source>How many turns are left, the last is 1.</source>
        <translation>Wie viele Durchläufe noch kommen, beim letzten 1.</translation>
    </message>
    <message>
        <source>How many turns are left, the last is 0.</source>
        <translation>Wie viele Durchläufe noch kommen, beim letzten 0.</translation>
    </message>
    <message>
        <source>The variables around the loop.</source>
        <translation>Die Variablen außerhalb der Schleife.</translation>
    </message>
    <message>
        <source>What else to print.</source>
        <translation>Was sonst ausgegeben wird.</translation>
    </message>
</context>
<context>
    <name>TextSearch</name>
    <message>
        <source>The pattern is wrong at character %1: %2</source>
        <translation>Das Muster ist bei Zeichen %1 falsch: %2</translation>
    </message>
</context>
<context>
    <name>targetdesk::Actions</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>&amp;New target…</source>
        <translation>&amp;Neues Target …</translation>
    </message>
    <message>
        <source>Make a new target</source>
        <translation>Ein neues Target anlegen</translation>
    </message>
    <message>
        <source>&amp;Open workspace…</source>
        <translation>&amp;Arbeitsbereich öffnen …</translation>
    </message>
    <message>
        <source>Open another folder</source>
        <translation>Einen anderen Ordner öffnen</translation>
    </message>
    <message>
        <source>&amp;Read again from disk</source>
        <translation>Neu von der &amp;Platte lesen</translation>
    </message>
    <message>
        <source>Read the workspace again; unsaved changes stay</source>
        <translation>Den Arbeitsbereich neu lesen; ungespeicherte Änderungen bleiben</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Save the target</source>
        <translation>Das Target speichern</translation>
    </message>
    <message>
        <source>Save &amp;all</source>
        <translation>A&amp;lle speichern</translation>
    </message>
    <message>
        <source>Save every target with changes</source>
        <translation>Jedes geänderte Target speichern</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Das Fenster schließen</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Undo the last edit</source>
        <translation>Die letzte Änderung rückgängig machen</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Do again what was undone</source>
        <translation>Rückgängig Gemachtes wiederholen</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Ausschneiden</translation>
    </message>
    <message>
        <source>Move the selection to the clipboard</source>
        <translation>Die Auswahl in die Zwischenablage verschieben</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy the selection</source>
        <translation>Die Auswahl kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>Insert the clipboard</source>
        <translation>Die Zwischenablage einfügen</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>A&amp;lles auswählen</translation>
    </message>
    <message>
        <source>Select everything</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>&amp;Go to line…</source>
        <translation>&amp;Gehe zu Zeile …</translation>
    </message>
    <message>
        <source>Go to a line of the template</source>
        <translation>Zu einer Zeile der Vorlage gehen</translation>
    </message>
    <message>
        <source>&amp;Template</source>
        <translation>&amp;Vorlage</translation>
    </message>
    <message>
        <source>Show the template</source>
        <translation>Die Vorlage zeigen</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>&amp;Einstellungen</translation>
    </message>
    <message>
        <source>Show the target&apos;s settings</source>
        <translation>Die Einstellungen des Targets zeigen</translation>
    </message>
    <message>
        <source>&amp;Find target</source>
        <translation>Target &amp;suchen</translation>
    </message>
    <message>
        <source>Filter the list of targets</source>
        <translation>Die Liste der Targets filtern</translation>
    </message>
    <message>
        <source>Next &amp;pane</source>
        <translation>Nächster &amp;Bereich</translation>
    </message>
    <message>
        <source>Move the focus to the next pane</source>
        <translation>Den Fokus zum nächsten Bereich bewegen</translation>
    </message>
    <message>
        <source>P&amp;retty payload</source>
        <translation>Nutzdaten &amp;umbrochen</translation>
    </message>
    <message>
        <source>Show the payload with line breaks, or as it is sent</source>
        <translation>Die Nutzdaten mit Umbrüchen zeigen oder so, wie sie gesendet werden</translation>
    </message>
    <message>
        <source>&amp;Copy payload</source>
        <translation>&amp;Nutzdaten kopieren</translation>
    </message>
    <message>
        <source>Copy the exact payload</source>
        <translation>Die genauen Nutzdaten kopieren</translation>
    </message>
    <message>
        <source>&amp;Larger text</source>
        <translation>&amp;Größere Schrift</translation>
    </message>
    <message>
        <source>Larger text in the editors</source>
        <translation>Größere Schrift in den Editoren</translation>
    </message>
    <message>
        <source>S&amp;maller text</source>
        <translation>&amp;Kleinere Schrift</translation>
    </message>
    <message>
        <source>Smaller text in the editors</source>
        <translation>Kleinere Schrift in den Editoren</translation>
    </message>
    <message>
        <source>&amp;Normal text</source>
        <translation>N&amp;ormale Schrift</translation>
    </message>
    <message>
        <source>Text of the first size</source>
        <translation>Schrift in der ersten Größe</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>Light or dark as the system has it</source>
        <translation>Hell oder dunkel, wie das System es vorgibt</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>Helle Farben</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>Dunkle Farben</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>&amp;Umbenennen …</translation>
    </message>
    <message>
        <source>Change name or handle</source>
        <translation>Namen oder Handle ändern</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>&amp;Löschen …</translation>
    </message>
    <message>
        <source>Delete the target and its template</source>
        <translation>Das Target und seine Vorlage löschen</translation>
    </message>
    <message>
        <source>Send &amp;test</source>
        <translation>&amp;Test senden</translation>
    </message>
    <message>
        <source>Send the payload to the receiver on this machine</source>
        <translation>Die Nutzdaten an den Empfänger auf diesem Rechner senden</translation>
    </message>
    <message>
        <source>Send to the target’s &amp;URL…</source>
        <translation>An die &amp;URL des Targets senden …</translation>
    </message>
    <message>
        <source>Send the payload to where the environment points</source>
        <translation>Die Nutzdaten dorthin senden, wohin die Umgebung zeigt</translation>
    </message>
    <message>
        <source>Choose &amp;environment</source>
        <translation>Um&amp;gebung wählen</translation>
    </message>
    <message>
        <source>Choose the environment</source>
        <translation>Die Umgebung wählen</translation>
    </message>
    <message>
        <source>Choose e&amp;vent</source>
        <translation>&amp;Ereignis wählen</translation>
    </message>
    <message>
        <source>Choose the event of the preview</source>
        <translation>Das Ereignis der Vorschau wählen</translation>
    </message>
    <message>
        <source>&amp;Next sample</source>
        <translation>&amp;Nächstes Beispiel</translation>
    </message>
    <message>
        <source>Preview with the next sample</source>
        <translation>Vorschau mit dem nächsten Beispiel</translation>
    </message>
    <message>
        <source>&amp;Previous sample</source>
        <translation>&amp;Voriges Beispiel</translation>
    </message>
    <message>
        <source>Preview with the sample before</source>
        <translation>Vorschau mit dem vorigen Beispiel</translation>
    </message>
    <message>
        <source>Next pr&amp;oblem</source>
        <translation>Nächstes Pr&amp;oblem</translation>
    </message>
    <message>
        <source>Go to the next problem</source>
        <translation>Zum nächsten Problem gehen</translation>
    </message>
    <message>
        <source>Previous pro&amp;blem</source>
        <translation>Voriges Pro&amp;blem</translation>
    </message>
    <message>
        <source>Go to the problem before</source>
        <translation>Zum vorigen Problem gehen</translation>
    </message>
    <message>
        <source>&amp;Receiver runs</source>
        <translation>Em&amp;pfänger läuft</translation>
    </message>
    <message>
        <source>Start or stop the receiver on this machine</source>
        <translation>Den Empfänger auf diesem Rechner starten oder anhalten</translation>
    </message>
    <message>
        <source>&amp;Clear received requests</source>
        <translation>Empfangenes ve&amp;rgessen</translation>
    </message>
    <message>
        <source>Forget what the receiver recorded</source>
        <translation>Vergessen, was der Empfänger aufgezeichnet hat</translation>
    </message>
    <message>
        <source>&amp;About Target Desk</source>
        <translation>&amp;Über Target Desk</translation>
    </message>
    <message>
        <source>Version and licence</source>
        <translation>Version und Lizenz</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>&amp;Target</source>
        <translation>&amp;Target</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>A&amp;usführen</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Conte&amp;xt</source>
        <translation>Konte&amp;xt</translation>
    </message>
    <message>
        <source>Show the context that the payload is made of</source>
        <translation>Den Kontext zeigen, aus dem die Nutzdaten entstehen</translation>
    </message>
    <message>
        <source>&amp;Explain the payload</source>
        <translation>Nutzdaten &amp;erklären</translation>
    </message>
    <message>
        <source>Show or hide where the payload comes from</source>
        <translation>Zeigen oder verbergen, woher die Nutzdaten kommen</translation>
    </message>
    <message>
        <source>Chec&amp;k with all samples</source>
        <translation>Mit allen Beispielen &amp;prüfen</translation>
    </message>
    <message>
        <source>Check the template with every sample</source>
        <translation>Die Vorlage mit jedem Beispiel prüfen</translation>
    </message>
    <message>
        <source>Start from a &amp;payload…</source>
        <translation>Mit &amp;Nutzdaten beginnen …</translation>
    </message>
    <message>
        <source>Make the template from an example of the payload that the receiver wants</source>
        <translation>Die Vorlage aus einem Beispiel der Nutzdaten machen, die der Empfänger will</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>&amp;Suchen …</translation>
    </message>
    <message>
        <source>Find in the template</source>
        <translation>In der Vorlage suchen</translation>
    </message>
    <message>
        <source>Find and &amp;replace…</source>
        <translation>Suchen und &amp;ersetzen …</translation>
    </message>
    <message>
        <source>Find and replace in the template</source>
        <translation>In der Vorlage suchen und ersetzen</translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation>&amp;Weitersuchen</translation>
    </message>
    <message>
        <source>Go to the next match</source>
        <translation>Zum nächsten Treffer</translation>
    </message>
    <message>
        <source>Find pre&amp;vious</source>
        <translation>&amp;Rückwärts suchen</translation>
    </message>
    <message>
        <source>Go to the match before</source>
        <translation>Zum vorigen Treffer</translation>
    </message>
    <message>
        <source>Co&amp;mment</source>
        <translation>Ko&amp;mmentar</translation>
    </message>
    <message>
        <source>Make a Twig comment of the line or selection, or undo that</source>
        <translation>Zeile oder Auswahl zum Twig-Kommentar machen oder zurück</translation>
    </message>
    <message>
        <source>F&amp;old</source>
        <translation>Ein&amp;klappen</translation>
    </message>
    <message>
        <source>Fold the part around the cursor</source>
        <translation>Den Teil um die Schreibmarke einklappen</translation>
    </message>
    <message>
        <source>&amp;Unfold</source>
        <translation>&amp;Aufklappen</translation>
    </message>
    <message>
        <source>Open the folded part again</source>
        <translation>Den eingeklappten Teil wieder öffnen</translation>
    </message>
    <message>
        <source>Fold &amp;all</source>
        <translation>Alles &amp;einklappen</translation>
    </message>
    <message>
        <source>Fold every part of the template</source>
        <translation>Jeden Teil der Vorlage einklappen</translation>
    </message>
    <message>
        <source>Unfold a&amp;ll</source>
        <translation>A&amp;lles aufklappen</translation>
    </message>
    <message>
        <source>Open every folded part</source>
        <translation>Jeden eingeklappten Teil öffnen</translation>
    </message>
    <message>
        <source>Com&amp;plete</source>
        <translation>&amp;Vervollständigen</translation>
    </message>
    <message>
        <source>Names, values and filters that can stand at the cursor</source>
        <translation>Namen, Werte und Filter, die an der Schreibmarke stehen können</translation>
    </message>
    <message>
        <source>&amp;Value at the cursor</source>
        <translation>&amp;Wert an der Schreibmarke</translation>
    </message>
    <message>
        <source>What the expression at the cursor is worth</source>
        <translation>Welchen Wert der Ausdruck an der Schreibmarke hat</translation>
    </message>
    <message>
        <source>&amp;Twig help</source>
        <translation>&amp;Twig-Hilfe</translation>
    </message>
    <message>
        <source>Help on the tag, filter or function at the cursor</source>
        <translation>Hilfe zu Tag, Filter oder Funktion an der Schreibmarke</translation>
    </message>
    <message>
        <source>Show &amp;white space</source>
        <translation>&amp;Leerraum zeigen</translation>
    </message>
    <message>
        <source>Show blanks and tabs in the template</source>
        <translation>Leerzeichen und Tabulatoren in der Vorlage zeigen</translation>
    </message>
    <message>
        <source>&amp;Quick fix…</source>
        <translation>&amp;Schnell beheben …</translation>
    </message>
    <message>
        <source>Mend the problem at the cursor</source>
        <translation>Das Problem an der Schreibmarke beheben</translation>
    </message>
    <message>
        <source>Fix all &amp;safely</source>
        <translation>Alles &amp;sicher beheben</translation>
    </message>
    <message>
        <source>Make every fix that is safe on all samples</source>
        <translation>Alles beheben, was mit allen Beispielen sicher ist</translation>
    </message>
    <message>
        <source>Fo&amp;rmat</source>
        <translation>Fo&amp;rmatieren</translation>
    </message>
    <message>
        <source>Lay the template out; the payload stays the same</source>
        <translation>Die Vorlage ordnen; die Nutzdaten bleiben gleich</translation>
    </message>
    <message>
        <source>S&amp;nippets</source>
        <translation>Ba&amp;usteine</translation>
    </message>
    <message>
        <source>Insert a piece of template</source>
        <translation>Ein Stück Vorlage einfügen</translation>
    </message>
    <message>
        <source>Paste template &amp;inside</source>
        <translation>Enthaltene Vorlage &amp;einfügen</translation>
    </message>
    <message>
        <source>Insert the template inside an API body, a curl command or an escaped text</source>
        <translation>Die Vorlage aus einem API-Körper, curl-Befehl oder maskierten Text einfügen</translation>
    </message>
    <message>
        <source>Copy the template as it stands</source>
        <translation>Die Vorlage kopieren, wie sie ist</translation>
    </message>
    <message>
        <source>&amp;Escaped text</source>
        <translation>&amp;Maskierter Text</translation>
    </message>
    <message>
        <source>Copy the template as a JSON text</source>
        <translation>Die Vorlage als JSON-Text kopieren</translation>
    </message>
    <message>
        <source>&amp;API body</source>
        <translation>&amp;API-Körper</translation>
    </message>
    <message>
        <source>Copy the target as the API takes it</source>
        <translation>Das Target so kopieren, wie die API es nimmt</translation>
    </message>
    <message>
        <source>&amp;curl command</source>
        <translation>&amp;curl-Befehl</translation>
    </message>
    <message>
        <source>Copy a command that puts the target into the API</source>
        <translation>Einen Befehl kopieren, der das Target in die API bringt</translation>
    </message>
    <message>
        <source>Cop&amp;y target as</source>
        <translation>Target kopieren &amp;als</translation>
    </message>
    <message>
        <source>Fol&amp;ding</source>
        <translation>Ein- und Aufk&amp;lappen</translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation>&amp;Verlauf</translation>
    </message>
    <message>
        <source>Show the saved versions of the target</source>
        <translation>Die gespeicherten Fassungen des Targets zeigen</translation>
    </message>
    <message>
        <source>&amp;Impact</source>
        <translation>&amp;Wirkung</translation>
    </message>
    <message>
        <source>Show what the edit would have changed in the last real deliveries</source>
        <translation>Zeigen, was die Änderung in den letzten echten Zustellungen geändert hätte</translation>
    </message>
    <message>
        <source>Co&amp;mpare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>Compare the payload with the last sent, the saved or another one</source>
        <translation>Die Nutzdaten mit den zuletzt gesendeten, den gespeicherten oder anderen vergleichen</translation>
    </message>
    <message>
        <source>Ta&amp;b moves the focus</source>
        <translation>Ta&amp;b bewegt den Fokus</translation>
    </message>
    <message>
        <source>In the editors Tab goes to the next field, as everywhere else, and indents nothing</source>
        <translation>In den Editoren geht Tab zum nächsten Feld, wie überall sonst, und rückt nichts ein</translation>
    </message>
    <message>
        <source>Pre&amp;vious pane</source>
        <translation>Vori&amp;ger Bereich</translation>
    </message>
    <message>
        <source>Move the focus to the pane before</source>
        <translation>Den Fokus zum vorigen Bereich bewegen</translation>
    </message>
</context>
<context>
    <name>targetdesk::CodeEditor</name>
    <message numerus="yes">
        <source>… %n line(s)</source>
        <translation>
            <numerusform>… %n Zeile</numerusform>
            <numerusform>… %n Zeilen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>targetdesk::ComparePanel</name>
    <message>
        <source>added</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>There is no payload to compare.</source>
        <translation>Es gibt keine Nutzdaten zum Vergleichen.</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>What the payload is compared with</source>
        <translation>Womit die Nutzdaten verglichen werden</translation>
    </message>
    <message>
        <source>By line</source>
        <translation>Zeilenweise</translation>
    </message>
    <message>
        <source>Compare the text line by line instead of field by field</source>
        <translation>Den Text Zeile für Zeile vergleichen statt Feld für Feld</translation>
    </message>
    <message>
        <source>Differences by field</source>
        <translation>Unterschiede nach Feld</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Differences by line</source>
        <translation>Unterschiede nach Zeile</translation>
    </message>
    <message>
        <source>With the saved version</source>
        <translation>Mit der gespeicherten Fassung</translation>
    </message>
    <message>
        <source>With the last sent</source>
        <translation>Mit den zuletzt gesendeten</translation>
    </message>
    <message>
        <source>With sample %1 of %2</source>
        <translation>Mit Beispiel %1 von %2</translation>
    </message>
    <message>
        <source>(all)</source>
        <translation>(alles)</translation>
    </message>
    <message>
        <source>the same bytes</source>
        <translation>dieselben Bytes</translation>
    </message>
    <message>
        <source>not both are JSON: compare by line</source>
        <translation>nicht beide sind JSON: bitte zeilenweise vergleichen</translation>
    </message>
    <message>
        <source>no difference to a receiver</source>
        <translation>für den Empfänger kein Unterschied</translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s)</source>
        <translation>
            <numerusform>%n Unterschied</numerusform>
            <numerusform>%n Unterschiede</numerusform>
        </translation>
    </message>
    <message>
        <source>the same text</source>
        <translation>derselbe Text</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) differ</source>
        <translation>
            <numerusform>%n Zeile ist anders</numerusform>
            <numerusform>%n Zeilen sind anders</numerusform>
        </translation>
    </message>
    <message>
        <source>The delivery before</source>
        <translation>Die Zustellung davor</translation>
    </message>
    <message>
        <source>The next delivery</source>
        <translation>Die nächste Zustellung</translation>
    </message>
    <message>
        <source>Of a real delivery</source>
        <translation>Einer echten Zustellung</translation>
    </message>
    <message>
        <source>%1 (%2 of %3)</source>
        <translation>%1 (%2 von %3)</translation>
    </message>
</context>
<context>
    <name>targetdesk::CompletionList</name>
    <message>
        <source>Completions</source>
        <translation>Vervollständigungen</translation>
    </message>
    <message numerus="yes">
        <source>%1, in %2 of %n sample(s)</source>
        <translation>
            <numerusform>%1, in %2 von %n Beispiel</numerusform>
            <numerusform>%1, in %2 von %n Beispielen</numerusform>
        </translation>
    </message>
    <message>
        <source>Tab inserts, ↓ chooses</source>
        <translation>Tab fügt ein, ↓ wählt</translation>
    </message>
</context>
<context>
    <name>targetdesk::ContextModel</name>
    <message>
        <source>object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>list</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>null</source>
        <translation>null</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>wahr oder falsch</translation>
    </message>
    <message>
        <source>The template does not read it.</source>
        <translation>Die Vorlage liest es nicht.</translation>
    </message>
    <message>
        <source>not read by the template</source>
        <translation>von der Vorlage nicht gelesen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
</context>
<context>
    <name>targetdesk::ContextPanel</name>
    <message>
        <source>Insert</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Insert the path at the template’s cursor (Insert)</source>
        <translation>Den Pfad an der Schreibmarke der Vorlage einfügen (Einfg)</translation>
    </message>
    <message>
        <source>Make it nasty</source>
        <translation>Verderben</translation>
    </message>
    <message>
        <source>Try the template with this value missing, empty, odd or huge</source>
        <translation>Die Vorlage ausprobieren, wenn dieser Wert fehlt, leer, seltsam oder riesig ist</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Show and edit the context as text; the sample itself stays</source>
        <translation>Den Kontext als Text zeigen und ändern; das Beispiel selbst bleibt</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Context as text</source>
        <translation>Kontext als Text</translation>
    </message>
    <message>
        <source>Search names and values</source>
        <translation>Namen und Werte suchen</translation>
    </message>
    <message>
        <source>Search the context</source>
        <translation>Den Kontext durchsuchen</translation>
    </message>
    <message>
        <source>Name of the new sample</source>
        <translation>Name des neuen Beispiels</translation>
    </message>
    <message>
        <source>name, then Return</source>
        <translation>Name, dann Eingabe</translation>
    </message>
    <message>
        <source>Save as sample</source>
        <translation>Als Beispiel speichern</translation>
    </message>
    <message>
        <source>Keep this context as a sample of the event</source>
        <translation>Diesen Kontext als Beispiel des Ereignisses behalten</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Go back to the sample</source>
        <translation>Zurück zum Beispiel</translation>
    </message>
    <message>
        <source>Edited copy of “%1”, not saved</source>
        <translation>Geänderte Kopie von „%1“</translation>
    </message>
    <message>
        <source>This context is not JSON, so there is no tree; the text shows it.</source>
        <translation>Dieser Kontext ist kein JSON, daher gibt es keinen Baum; der Text zeigt ihn.</translation>
    </message>
    <message>
        <source>%1 of %2 values are read by the template</source>
        <translation>%1 von %2 Werten liest die Vorlage</translation>
    </message>
    <message>
        <source>Nothing fits this value</source>
        <translation>Zu diesem Wert passt nichts</translation>
    </message>
    <message>
        <source>Tried on “%1”; your edited copy is set aside</source>
        <translation>Versuch mit „%1“; Ihre bearbeitete Kopie liegt bereit</translation>
    </message>
    <message>
        <source>Back to my copy</source>
        <translation>Zurück zu meiner Kopie</translation>
    </message>
    <message>
        <source>Go back to the copy that you edited</source>
        <translation>Zurück zu der Kopie, die Sie bearbeitet haben</translation>
    </message>
</context>
<context>
    <name>targetdesk::DeliveryForm</name>
    <message>
        <source>Show or hide these settings</source>
        <translation>Diese Einstellungen zeigen oder verbergen</translation>
    </message>
    <message numerus="yes">
        <source>%n set</source>
        <translation>
            <numerusform>%n gesetzt</numerusform>
            <numerusform>%n gesetzt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to mend</source>
        <translation>
            <numerusform>%n zu beheben</numerusform>
            <numerusform>%n zu beheben</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>targetdesk::DeliveryLog</name>
    <message>
        <source>Nothing was delivered from here yet: there is no delivery log.</source>
        <translation>Von hier wurde noch nichts zugestellt: Es gibt kein Zustellungsprotokoll.</translation>
    </message>
    <message>
        <source>The delivery log has no delivery of this target.</source>
        <translation>Im Zustellungsprotokoll ist keine Zustellung dieses Targets.</translation>
    </message>
    <message>
        <source>The delivery log cannot be read: %1</source>
        <translation>Das Zustellungsprotokoll ist nicht lesbar: %1</translation>
    </message>
</context>
<context>
    <name>targetdesk::DiffView</name>
    <message>
        <source>Nothing is different.</source>
        <translation>Nichts ist anders.</translation>
    </message>
</context>
<context>
    <name>targetdesk::EditorNotice</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close the notice</source>
        <translation>Hinweis schließen</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>Nichts zu tun</translation>
    </message>
</context>
<context>
    <name>targetdesk::FindBar</name>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>Ersetzen durch</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>Groß und klein unterscheiden</translation>
    </message>
    <message>
        <source>Whole words only</source>
        <translation>Nur ganze Wörter</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>Voriger Treffer</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>Nächster Treffer</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>Alle ersetzen</translation>
    </message>
    <message>
        <source>no match</source>
        <translation>kein Treffer</translation>
    </message>
    <message numerus="yes">
        <source>%n match(es)</source>
        <translation>
            <numerusform>%n Treffer</numerusform>
            <numerusform>%n Treffer</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%n replaced</source>
        <translation>
            <numerusform>%n ersetzt</numerusform>
            <numerusform>%n ersetzt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>targetdesk::FixAllPreview</name>
    <message>
        <source>Fix all</source>
        <translation>Alles beheben</translation>
    </message>
    <message>
        <source>What fixing all changes</source>
        <translation>Was „Alles beheben“ ändert</translation>
    </message>
    <message>
        <source>The fixes, in their order</source>
        <translation>Die Abhilfen in ihrer Reihenfolge</translation>
    </message>
    <message>
        <source>One undo step. Return makes it, Esc leaves everything as it is.</source>
        <translation>Die Eingabetaste ändert es in einem Schritt, Esc lässt alles, wie es ist.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message numerus="yes">
        <source>%n safe fix(es)</source>
        <translation>
            <numerusform>%n sichere Abhilfe</numerusform>
            <numerusform>%n sichere Abhilfen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>tried on %n sample(s)</source>
        <translation>
            <numerusform>mit %n Beispiel erprobt</numerusform>
            <numerusform>mit %n Beispielen erprobt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>targetdesk::FixChooser</name>
    <message>
        <source>Quick fixes</source>
        <translation>Schnelle Abhilfen</translation>
    </message>
    <message>
        <source>is being tried on all samples …</source>
        <translation>wird mit allen Beispielen geprüft …</translation>
    </message>
    <message>
        <source>safe on all samples</source>
        <translation>mit allen Beispielen sicher</translation>
    </message>
    <message>
        <source>look at it first: %1</source>
        <translation>erst ansehen: %1</translation>
    </message>
    <message>
        <source>is that what you mean?</source>
        <translation>ist das gemeint?</translation>
    </message>
</context>
<context>
    <name>targetdesk::HeadersModel</name>
    <message>
        <source>new header</source>
        <translation>neuer Kopf</translation>
    </message>
    <message>
        <source>Add a header …</source>
        <translation>Kopfzeile hinzufügen …</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Kopfzeile</translation>
    </message>
    <message>
        <source>Value (a Twig template: env, secrets)</source>
        <translation>Wert (Twig-Vorlage: env, secrets)</translation>
    </message>
</context>
<context>
    <name>targetdesk::HelpWindow</name>
    <message>
        <source>Twig help</source>
        <translation>Twig-Hilfe</translation>
    </message>
    <message>
        <source>Search in help</source>
        <translation>In der Hilfe suchen</translation>
    </message>
    <message>
        <source>Tag, filter, function, test, or a word</source>
        <translation>Tag, Filter, Funktion, Test oder ein Wort</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Help page</source>
        <translation>Hilfeseite</translation>
    </message>
    <message>
        <source>Nothing is called so.</source>
        <translation>So heißt nichts.</translation>
    </message>
</context>
<context>
    <name>targetdesk::HistoryPanel</name>
    <message>
        <source>Saved versions</source>
        <translation>Gespeicherte Fassungen</translation>
    </message>
    <message>
        <source>What changed since this version</source>
        <translation>Was sich seit dieser Fassung geändert hat</translation>
    </message>
    <message>
        <source>Each time you save, the version is kept here.</source>
        <translation>Bei jedem Speichern wird die Fassung hier aufgehoben.</translation>
    </message>
    <message>
        <source>The target is as in this version.</source>
        <translation>Das Target ist wie in dieser Fassung.</translation>
    </message>
    <message>
        <source>From this version to what you see now:</source>
        <translation>Von dieser Fassung zum jetzigen Stand:</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Put this version into the editor</source>
        <translation>Diese Fassung in den Editor holen</translation>
    </message>
</context>
<context>
    <name>targetdesk::ImpactPanel</name>
    <message>
        <source>(not there)</source>
        <translation>(nicht da)</translation>
    </message>
    <message numerus="yes">
        <source>This edit changes none of the last %n deliveries</source>
        <translation>
            <numerusform>Diese Änderung ändert die letzte Zustellung nicht</numerusform>
            <numerusform>Diese Änderung ändert keine der letzten %n Zustellungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This edit changes %1 of the last %n deliveries</source>
        <translation>
            <numerusform>Diese Änderung ändert die letzte Zustellung</numerusform>
            <numerusform>Diese Änderung ändert %1 der letzten %n Zustellungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n would no longer go out</source>
        <translation>
            <numerusform>%n ginge nicht mehr hinaus</numerusform>
            <numerusform>%n gingen nicht mehr hinaus</numerusform>
        </translation>
    </message>
    <message>
        <source>Fields that the edit changes in real deliveries</source>
        <translation>Felder, die die Änderung in echten Zustellungen ändert</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>Zustellungen</translation>
    </message>
    <message>
        <source>Was</source>
        <translation>War</translation>
    </message>
    <message>
        <source>Would be</source>
        <translation>Wäre</translation>
    </message>
    <message>
        <source>Nothing is edited: deliveries would be as they were.</source>
        <translation>Nichts ist geändert: Die Zustellungen wären, wie sie waren.</translation>
    </message>
    <message>
        <source>The last deliveries are being rendered again …</source>
        <translation>Die letzten Zustellungen werden neu gerendert …</translation>
    </message>
    <message>
        <source>(all)</source>
        <translation>(alles)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>The log does not say when %n of them went out: they are rendered as of when they were made.</source>
        <translation>
            <numerusform>Wann %n davon hinausging, steht nicht im Protokoll: Sie ist gerendert wie zur Zeit ihres Anlegens.</numerusform>
            <numerusform>Wann %n davon hinausgingen, steht nicht im Protokoll: Sie sind gerendert wie zur Zeit ihres Anlegens.</numerusform>
        </translation>
    </message>
    <message>
        <source>(would not go out)</source>
        <translation>(ginge nicht hinaus)</translation>
    </message>
    <message>
        <source>went out</source>
        <translation>ging hinaus</translation>
    </message>
    <message>
        <source>A click or Enter shows the deliveries before and after the edit.</source>
        <translation>Ein Klick oder die Eingabetaste zeigt die Zustellungen vor und nach der Änderung.</translation>
    </message>
</context>
<context>
    <name>targetdesk::Inspector</name>
    <message>
        <source>What explains the payload</source>
        <translation>Was die Nutzdaten erklärt</translation>
    </message>
    <message>
        <source>Where from</source>
        <translation>Woher</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Impact</source>
        <translation>Wirkung</translation>
    </message>
    <message>
        <source>What the edit would have changed in the last real deliveries</source>
        <translation>Was die Änderung in den letzten echten Zustellungen geändert hätte</translation>
    </message>
</context>
<context>
    <name>targetdesk::MainWindow</name>
    <message>
        <source>Choose a target at the left, or make one with Ctrl+N.</source>
        <translation>Links ein Target wählen oder mit Strg+N eines anlegen.</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Receiver</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Receiver (%1)</source>
        <translation>Empfänger (%1)</translation>
    </message>
    <message>
        <source>About Target Desk</source>
        <translation>Über Target Desk</translation>
    </message>
    <message>
        <source>Target Desk %1
Edits, previews and sends Omneo targets.
MIT licence.</source>
        <translation>Target Desk %1
Bearbeitet, prüft und sendet Targets von Omneo.
MIT-Lizenz.</translation>
    </message>
    <message>
        <source>There is no sample context to render with: put one at contexts/&lt;event&gt;/&lt;name&gt;.json in the workspace.</source>
        <translation>Es gibt keinen Beispielkontext für die Vorschau: legen Sie einen unter contexts/&lt;Ereignis&gt;/&lt;Name&gt;.json im Arbeitsbereich ab.</translation>
    </message>
    <message>
        <source>Nothing was rendered: there is no sample.</source>
        <translation>Nichts wurde erzeugt: es gibt kein Beispiel.</translation>
    </message>
    <message>
        <source>No problems with the sample “%1” of %2.</source>
        <translation>Keine Probleme mit dem Beispiel „%1“ von %2.</translation>
    </message>
    <message>
        <source>Problems (%1)</source>
        <translation>Probleme (%1)</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 Byte</translation>
    </message>
    <message>
        <source>rendered in %1 ms</source>
        <translation>erzeugt in %1 ms</translation>
    </message>
    <message>
        <source>valid JSON</source>
        <translation>gültiges JSON</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n Problem</numerusform>
            <numerusform>%n Probleme</numerusform>
        </translation>
    </message>
    <message>
        <source>Ln %1, Col %2</source>
        <translation>Z %1, Sp %2</translation>
    </message>
    <message>
        <source>There is no sample to render with.</source>
        <translation>Es gibt kein Beispiel für die Vorschau.</translation>
    </message>
    <message>
        <source>The payload of the chosen target appears here.</source>
        <translation>Hier erscheinen die Nutzdaten des gewählten Targets.</translation>
    </message>
    <message>
        <source>No target is chosen.</source>
        <translation>Kein Target ist gewählt.</translation>
    </message>
    <message>
        <source>The payload of the new target will appear here.</source>
        <translation>Hier erscheinen die Nutzdaten des neuen Targets.</translation>
    </message>
    <message>
        <source>“%1” was not saved: %2</source>
        <translation>„%1“ wurde nicht gespeichert: %2</translation>
    </message>
    <message>
        <source>The target was not renamed: %1</source>
        <translation>Das Target wurde nicht umbenannt: %1</translation>
    </message>
    <message>
        <source>“%1” was not deleted: %2</source>
        <translation>„%1“ wurde nicht gelöscht: %2</translation>
    </message>
    <message>
        <source>%1[*] – Target Desk</source>
        <translation>%1[*] – Target Desk</translation>
    </message>
    <message numerus="yes">
        <source> (and %n more file(s))</source>
        <translation>
            <numerusform> (und %n weitere Datei)</numerusform>
            <numerusform> (und %n weitere Dateien)</numerusform>
        </translation>
    </message>
    <message>
        <source>A file was left alone: %1</source>
        <translation>Eine Datei blieb unberührt: %1</translation>
    </message>
    <message>
        <source>“%1” is no name for a sample: use letters, digits, dash and underscore.</source>
        <translation>„%1“ ist kein Name für ein Beispiel: nur Buchstaben, Ziffern, Bindestrich und Unterstrich.</translation>
    </message>
    <message>
        <source>%1 has a sample “%2” already: take another name.</source>
        <translation>%1 hat schon ein Beispiel „%2“: bitte einen anderen Namen nehmen.</translation>
    </message>
    <message>
        <source>The sample was not saved: %1</source>
        <translation>Das Beispiel wurde nicht gespeichert: %1</translation>
    </message>
    <message>
        <source>There is no payload to send.</source>
        <translation>Es gibt keine Nutzdaten zum Senden.</translation>
    </message>
    <message>
        <source>nobody provides %1</source>
        <translation>niemand stellt %1 bereit</translation>
    </message>
    <message>
        <source>the payload is not JSON: it would not be sent</source>
        <translation>die Nutzdaten sind kein JSON: sie würden nicht gesendet</translation>
    </message>
    <message>
        <source>There is no payload to compare.</source>
        <translation>Es gibt keine Nutzdaten zum Vergleichen.</translation>
    </message>
    <message>
        <source>The other side does not render.</source>
        <translation>Die andere Seite lässt sich nicht rendern.</translation>
    </message>
    <message>
        <source>The payload was not kept: %1</source>
        <translation>Die Nutzdaten wurden nicht behalten: %1</translation>
    </message>
    <message>
        <source>Unsaved edits cannot be put aside: %1</source>
        <translation>Ungespeicherte Änderungen lassen sich nicht aufheben: %1</translation>
    </message>
    <message>
        <source>That cannot be undone any more: %1</source>
        <translation>Das lässt sich nicht mehr rückgängig machen: %1</translation>
    </message>
    <message>
        <source>The earlier version is in the editor; save to keep it.</source>
        <translation>Die frühere Fassung steht im Editor; Speichern behält sie.</translation>
    </message>
    <message>
        <source>Saved, but not kept as a version: %1</source>
        <translation>Gespeichert, aber nicht als Fassung aufgehoben: %1</translation>
    </message>
    <message>
        <source>A draft could not be read: %1</source>
        <translation>Ein Entwurf war nicht lesbar: %1</translation>
    </message>
    <message>
        <source>Done again: %1.</source>
        <translation>Wiederholt: %1.</translation>
    </message>
    <message>
        <source>Undone: %1.</source>
        <translation>Rückgängig gemacht: %1.</translation>
    </message>
    <message>
        <source>“%1” was changed on disk. Your unsaved edits are still here.</source>
        <translation>„%1“ wurde auf der Platte geändert. Die ungespeicherten Änderungen sind noch hier.</translation>
    </message>
    <message>
        <source>“%1” was deleted on disk. Your unsaved edits are still here: saving writes it again.</source>
        <translation>„%1“ wurde auf der Platte gelöscht. Die ungespeicherten Änderungen sind noch hier: Speichern legt es wieder an.</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>Meine behalten</translation>
    </message>
    <message>
        <source>Take what is on disk</source>
        <translation>Stand der Platte nehmen</translation>
    </message>
    <message>
        <source>“%1” was deleted.</source>
        <translation>„%1“ wurde gelöscht.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Saved. %1</source>
        <translation>Gespeichert. %1</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>It would no longer go out: %1</source>
        <translation>Sie ginge nicht mehr hinaus: %1</translation>
    </message>
    <message>
        <source>sent %1</source>
        <translation>gesendet %1</translation>
    </message>
    <message>
        <source>made %1, the sending is not on record</source>
        <translation>angelegt %1, das Senden ist nicht verzeichnet</translation>
    </message>
    <message>
        <source>test sent %1</source>
        <translation>Probesendung %1</translation>
    </message>
    <message>
        <source>Nothing was sent since the window was opened. %1</source>
        <translation>Seit das Fenster offen ist, wurde nichts gesendet. %1</translation>
    </message>
    <message>
        <source>delivered %1</source>
        <translation>zugestellt %1</translation>
    </message>
    <message>
        <source>Edited contexts cannot be put aside: %1</source>
        <translation>Bearbeitete Kontexte können nicht aufgehoben werden: %1</translation>
    </message>
    <message>
        <source> (edited copy)</source>
        <translation> (bearbeitete Kopie)</translation>
    </message>
    <message>
        <source>This workspace&apos;s targets need secrets (%1), and there is no key here yet to seal them with.</source>
        <translation>Die Targets dieses Arbeitsbereichs brauchen Geheimnisse (%1), und hier gibt es noch keinen Schlüssel, um sie zu versiegeln.</translation>
    </message>
    <message>
        <source>Keep a new key in the keychain</source>
        <translation>Neuen Schlüssel im Schlüsselbund aufbewahren</translation>
    </message>
    <message>
        <source>Do not ask again</source>
        <translation>Nicht mehr fragen</translation>
    </message>
    <message>
        <source>The key is in the keychain. Seal each secret with `targetdeskctl secret set NAME`.</source>
        <translation>Der Schlüssel ist im Schlüsselbund. Versiegeln Sie jedes Geheimnis mit `targetdeskctl secret set NAME`.</translation>
    </message>
    <message>
        <source>No key was kept: %1</source>
        <translation>Es wurde kein Schlüssel aufbewahrt: %1</translation>
    </message>
    <message>
        <source>Tab indents here. %1 goes to the next pane; with %2 Tab moves the focus.</source>
        <translation>Tab rückt hier ein. %1 geht zum nächsten Bereich; mit %2 bewegt Tab den Fokus.</translation>
    </message>
</context>
<context>
    <name>targetdesk::MatrixModel</name>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>blanks</source>
        <translation>Lücken</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>Zeile %1: %2</translation>
    </message>
    <message>
        <source>no event</source>
        <translation>kein Ereignis</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>Renders</source>
        <translation>Rendert</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>No blanks</source>
        <translation>Keine Lücken</translation>
    </message>
    <message>
        <source>As expected</source>
        <translation>Wie erwartet</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>%1, edited copy</source>
        <translation>%1, geänderte Kopie</translation>
    </message>
    <message>
        <source>the data</source>
        <translation>die Daten</translation>
    </message>
</context>
<context>
    <name>targetdesk::MatrixPanel</name>
    <message>
        <source>Run all</source>
        <translation>Alle prüfen</translation>
    </message>
    <message>
        <source>Check the template with every sample of its events (F7)</source>
        <translation>Die Vorlage mit jedem Beispiel ihrer Ereignisse prüfen (F7)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop the checks</source>
        <translation>Die Prüfung anhalten</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Keep the payload of the chosen row as the expected one</source>
        <translation>Die Nutzdaten der gewählten Zeile als erwartete behalten</translation>
    </message>
    <message>
        <source>Accept all new</source>
        <translation>Neue annehmen</translation>
    </message>
    <message>
        <source>Keep every new payload as the expected one</source>
        <translation>Alle neuen Nutzdaten als erwartete behalten</translation>
    </message>
    <message>
        <source>nasty samples too</source>
        <translation>verdorbene</translation>
    </message>
    <message>
        <source>F7 checks this template with every sample of the events that reach it.</source>
        <translation>F7 prüft diese Vorlage mit jedem Beispiel der Ereignisse, die sie erreichen.</translation>
    </message>
    <message>
        <source>Coverage matrix</source>
        <translation>Abdeckung</translation>
    </message>
    <message>
        <source>Also with each value that the template reads missing, empty, quoted, huge, …</source>
        <translation>Auch mit jedem gelesenen Wert, der fehlt, leer ist, Anführungszeichen hat, riesig ist, …</translation>
    </message>
    <message>
        <source>Progress of the checks</source>
        <translation>Fortschritt der Prüfung</translation>
    </message>
    <message>
        <source>Cancelled: the rest was not checked.</source>
        <translation>Abgebrochen: der Rest wurde nicht geprüft.</translation>
    </message>
    <message numerus="yes">
        <source>%n pass</source>
        <translation>
            <numerusform>%n gut</numerusform>
            <numerusform>%n gut</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n fail</source>
        <translation>
            <numerusform>%n schlecht</numerusform>
            <numerusform>%n schlecht</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n neu</numerusform>
            <numerusform>%n neu</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 branches ran</source>
        <translation>%1 von %2 Zweigen liefen</translation>
    </message>
    <message>
        <source>not both ways in line(s) %1</source>
        <translation>nicht beide Wege in Zeile(n) %1</translation>
    </message>
    <message>
        <source>of an earlier text: run it again (F7)</source>
        <translation>von einem früheren Text: erneut prüfen (F7)</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n sample(s) checked</source>
        <translation>
            <numerusform>%1 von %n Beispiel geprüft</numerusform>
            <numerusform>%1 von %n Beispielen geprüft</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>targetdesk::MessageBar</name>
    <message>
        <source>Close the message</source>
        <translation>Die Meldung schließen</translation>
    </message>
</context>
<context>
    <name>targetdesk::Nastiness</name>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>null</source>
        <translation>null</translation>
    </message>
    <message>
        <source>the other way round</source>
        <translation>andersherum</translation>
    </message>
    <message>
        <source>empty text</source>
        <translation>leerer Text</translation>
    </message>
    <message>
        <source>with a quote</source>
        <translation>mit Anführungszeichen</translation>
    </message>
    <message>
        <source>with a backslash</source>
        <translation>mit Rückstrich</translation>
    </message>
    <message>
        <source>with a line break</source>
        <translation>mit Zeilenumbruch</translation>
    </message>
    <message>
        <source>with an emoji</source>
        <translation>mit Emoji</translation>
    </message>
    <message>
        <source>right to left</source>
        <translation>von rechts nach links</translation>
    </message>
    <message>
        <source>with HTML</source>
        <translation>mit HTML</translation>
    </message>
    <message>
        <source>very long</source>
        <translation>sehr lang</translation>
    </message>
    <message>
        <source>zero</source>
        <translation>null (0)</translation>
    </message>
    <message>
        <source>negative</source>
        <translation>negativ</translation>
    </message>
    <message>
        <source>2^63, beyond whole numbers</source>
        <translation>2^63, zu groß für ganze Zahlen</translation>
    </message>
    <message>
        <source>a leap day</source>
        <translation>ein Schalttag</translation>
    </message>
    <message>
        <source>a time that clocks skip</source>
        <translation>eine Uhrzeit, die es nicht gibt</translation>
    </message>
    <message>
        <source>empty list</source>
        <translation>leere Liste</translation>
    </message>
    <message>
        <source>one element more</source>
        <translation>ein Element mehr</translation>
    </message>
</context>
<context>
    <name>targetdesk::NewTargetPanel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Reward issued to Klaviyo</source>
        <translation>Reward issued an Klaviyo</translation>
    </message>
    <message>
        <source>Handle</source>
        <translation>Handle</translation>
    </message>
    <message>
        <source>proposed from the name</source>
        <translation>aus dem Namen vorgeschlagen</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Create target</source>
        <translation>Target anlegen</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>Beginnen mit</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Handle</source>
        <translation>&amp;Handle</translation>
    </message>
    <message>
        <source>&amp;URL</source>
        <translation>&amp;URL</translation>
    </message>
    <message>
        <source>&amp;Start from</source>
        <translation>&amp;Beginnen mit</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>New target</source>
        <translation>Neues Target</translation>
    </message>
    <message>
        <source>Reactions find a target by its handle, so it is best left alone later.</source>
        <translation>Reaktionen finden ein Target an seinem Handle; später lässt man es am besten in Ruhe.</translation>
    </message>
    <message>
        <source>There is a target with the handle “%1” already: choose another one.</source>
        <translation>Ein Target mit dem Handle „%1“ gibt es schon: wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>What was begun before</source>
        <translation>Was schon begonnen war</translation>
    </message>
    <message>
        <source>A target needs a URL: the address that gets the payload.</source>
        <translation>Ein Target braucht eine URL: die Adresse, die die Nutzdaten bekommt.</translation>
    </message>
</context>
<context>
    <name>targetdesk::PayloadPanel</name>
    <message>
        <source>Pretty</source>
        <translation>Lesbar</translation>
    </message>
    <message>
        <source>With line breaks, for reading</source>
        <translation>Mit Umbrüchen, zum Lesen</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Roh</translation>
    </message>
    <message>
        <source>The exact text that is sent</source>
        <translation>Der genaue Text, der gesendet wird</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Nutzdaten</translation>
    </message>
    <message>
        <source>Copy the exact payload</source>
        <translation>Die genauen Nutzdaten kopieren</translation>
    </message>
    <message>
        <source>Copy the payload</source>
        <translation>Die Nutzdaten kopieren</translation>
    </message>
    <message>
        <source>valid JSON</source>
        <translation>gültiges JSON</translation>
    </message>
    <message>
        <source>not JSON</source>
        <translation>kein JSON</translation>
    </message>
    <message>
        <source>does not render</source>
        <translation>rendert nicht</translation>
    </message>
    <message>
        <source>The template does not render now; this is the last good payload.</source>
        <translation>Die Vorlage lässt sich gerade nicht erzeugen; dies sind die letzten guten Nutzdaten.</translation>
    </message>
    <message>
        <source>Only the first 2 MiB are shown; Copy takes all.</source>
        <translation>Nur die ersten 2 MiB werden gezeigt; Kopieren nimmt alles.</translation>
    </message>
    <message>
        <source>No payload yet: the template does not render. The problems below say why.</source>
        <translation>Noch keine Nutzdaten: die Vorlage lässt sich nicht erzeugen. Die Probleme unten sagen, warum.</translation>
    </message>
    <message>
        <source>against the schema</source>
        <translation>gegen das Schema</translation>
    </message>
    <message>
        <source>rendering …</source>
        <translation>wird gerendert …</translation>
    </message>
</context>
<context>
    <name>targetdesk::ProblemsModel</name>
    <message>
        <source>line %1, column %2</source>
        <translation>Zeile %1, Spalte %2</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Fix</source>
        <translation>Beheben</translation>
    </message>
    <message>
        <source>Show what mends it (Alt+Enter)</source>
        <translation>Zeigt, was Abhilfe schafft (Alt+Eingabe)</translation>
    </message>
    <message>
        <source>Fix with Alt+Enter</source>
        <translation>Mit Alt+Eingabe beheben</translation>
    </message>
</context>
<context>
    <name>targetdesk::ProblemsPanel</name>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Fix…</source>
        <translation>Beheben …</translation>
    </message>
    <message>
        <source>Show what mends the chosen problem (Alt+Enter)</source>
        <translation>Zeigt, was beim gewählten Problem Abhilfe schafft (Alt+Eingabe)</translation>
    </message>
    <message>
        <source>Fix all…</source>
        <translation>Alles beheben …</translation>
    </message>
    <message>
        <source>Fix the chosen problem</source>
        <translation>Das gewählte Problem beheben</translation>
    </message>
    <message>
        <source>Fix all problems that can be fixed safely</source>
        <translation>Alle Probleme beheben, die sich sicher beheben lassen</translation>
    </message>
    <message>
        <source>Show what all safe fixes change, then make them (Alt+Shift+Enter)</source>
        <translation>Zeigt, was alle sicheren Abhilfen ändern, und macht sie dann (Alt+Umschalt+Eingabe)</translation>
    </message>
    <message>
        <source>No fix is known to be safe on all samples</source>
        <translation>Von keiner Abhilfe ist bekannt, dass sie mit allen Beispielen sicher ist</translation>
    </message>
</context>
<context>
    <name>targetdesk::ReceiverModel</name>
    <message>
        <source>%1 %2, answered %3</source>
        <translation>%1 %2, beantwortet mit %3</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anmerkung</translation>
    </message>
</context>
<context>
    <name>targetdesk::ReceiverPanel</name>
    <message>
        <source>Received requests</source>
        <translation>Empfangene Anfragen</translation>
    </message>
    <message>
        <source>Received request</source>
        <translation>Empfangene Anfrage</translation>
    </message>
    <message>
        <source>The receiver takes test sends on this machine and answers as the platforms do. It starts with the first one.</source>
        <translation>Der Empfänger nimmt auf diesem Rechner Testsendungen an und antwortet wie die Plattformen. Er startet mit der ersten.</translation>
    </message>
    <message>
        <source>listening at %1</source>
        <translation>lauscht an %1</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>Answered %1</source>
        <translation>Beantwortet mit %1</translation>
    </message>
</context>
<context>
    <name>targetdesk::RenameDialog</name>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Rename target</source>
        <translation>Target umbenennen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Handle</source>
        <translation>Handle</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Handle</source>
        <translation>&amp;Handle</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>There is a target with this handle already.</source>
        <translation>Ein Target mit diesem Handle gibt es schon.</translation>
    </message>
    <message>
        <source>The handle stays, so no reaction changes.</source>
        <translation>Das Handle bleibt, also ändert sich keine Reaktion.</translation>
    </message>
    <message>
        <source>No reaction sends to this target, so nothing else changes.</source>
        <translation>Keine Reaktion sendet an dieses Target, also ändert sich sonst nichts.</translation>
    </message>
    <message numerus="yes">
        <source>%n reaction(s) will follow the new handle:</source>
        <translation>
            <numerusform>%n Reaktion folgt dem neuen Handle:</numerusform>
            <numerusform>%n Reaktionen folgen dem neuen Handle:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>targetdesk::RequestPanel</name>
    <message>
        <source>Form of the request</source>
        <translation>Form der Anfrage</translation>
    </message>
    <message>
        <source>What is shown, and copied; secrets are in none of them</source>
        <translation>Was gezeigt und kopiert wird; Geheimnisse sind nirgends darin</translation>
    </message>
    <message>
        <source>As it is sent</source>
        <translation>Wie gesendet</translation>
    </message>
    <message>
        <source>Omneo API body</source>
        <translation>Rumpf für Omneos API</translation>
    </message>
    <message>
        <source>PHP receiver</source>
        <translation>PHP-Empfänger</translation>
    </message>
    <message>
        <source>JavaScript receiver</source>
        <translation>JavaScript-Empfänger</translation>
    </message>
    <message>
        <source>Copy the request in this form</source>
        <translation>Die Anfrage in dieser Form kopieren</translation>
    </message>
    <message>
        <source>Copy the request</source>
        <translation>Die Anfrage kopieren</translation>
    </message>
    <message>
        <source>Request as it will be sent</source>
        <translation>Anfrage, wie sie gesendet wird</translation>
    </message>
</context>
<context>
    <name>targetdesk::ResponsePanel</name>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>connect</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>first byte</source>
        <translation>erstes Byte</translation>
    </message>
    <message>
        <source>total</source>
        <translation>gesamt</translation>
    </message>
    <message>
        <source>Request as sent</source>
        <translation>Anfrage, wie gesendet</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Send a test (Ctrl+Return) to see what goes out and what comes back.</source>
        <translation>Einen Test senden (Strg+Eingabe), um zu sehen, was hinausgeht und was zurückkommt.</translation>
    </message>
    <message>
        <source>Sending …</source>
        <translation>Sende …</translation>
    </message>
    <message>
        <source>%1, accepted</source>
        <translation>%1, angenommen</translation>
    </message>
    <message>
        <source>%1, not accepted</source>
        <translation>%1, nicht angenommen</translation>
    </message>
    <message>
        <source>(empty body)</source>
        <translation>(leerer Inhalt)</translation>
    </message>
    <message>
        <source>(cut here: the answer is longer)</source>
        <translation>(hier abgeschnitten: die Antwort ist länger)</translation>
    </message>
    <message>
        <source>Timings</source>
        <translation>Zeiten</translation>
    </message>
</context>
<context>
    <name>targetdesk::RestoreDialog</name>
    <message>
        <source>&amp;Restore</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Verwerfen</translation>
    </message>
    <message>
        <source>Unsaved edits were found</source>
        <translation>Ungespeicherte Änderungen gefunden</translation>
    </message>
    <message>
        <source>Target Desk ended before they were saved. What you decide later is asked again at the next start.</source>
        <translation>Target Desk endete, bevor sie gespeichert waren. Was offen bleibt, wird beim nächsten Start wieder gefragt.</translation>
    </message>
    <message>
        <source>Targets with unsaved edits</source>
        <translation>Targets mit ungespeicherten Änderungen</translation>
    </message>
    <message>
        <source>What the edits change</source>
        <translation>Was die Änderungen ändern</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>will be restored</source>
        <translation>wird wiederhergestellt</translation>
    </message>
    <message>
        <source>will be discarded</source>
        <translation>wird verworfen</translation>
    </message>
    <message>
        <source>not decided</source>
        <translation>nicht entschieden</translation>
    </message>
    <message>
        <source>New target</source>
        <translation>Neues Target</translation>
    </message>
    <message>
        <source>The target was changed by something else after these edits: restoring brings back the older text.</source>
        <translation>Das Target wurde nach diesen Änderungen anderswo geändert: Wiederherstellen bringt den älteren Text zurück.</translation>
    </message>
    <message>
        <source>No target of this handle is saved: restoring makes a new one.</source>
        <translation>Unter diesem Handle ist kein Target gespeichert: Wiederherstellen legt ein neues an.</translation>
    </message>
</context>
<context>
    <name>targetdesk::SampleSelector</name>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Event whose samples are used; those that reach this target come first</source>
        <translation>Ereignis, dessen Beispiele benutzt werden; zuerst die, die dieses Target erreichen</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>Sample context of the event (Alt+Up, Alt+Down)</source>
        <translation>Beispielkontext des Ereignisses (Alt+Auf, Alt+Ab)</translation>
    </message>
    <message>
        <source>reaches this target</source>
        <translation>erreicht dieses Target</translation>
    </message>
    <message>
        <source>does not reach this target</source>
        <translation>erreicht dieses Target nicht</translation>
    </message>
</context>
<context>
    <name>targetdesk::SentReader</name>
    <message>
        <source>The delivery log does not have this delivery any more.</source>
        <translation>Im Zustellungsprotokoll ist diese Zustellung nicht mehr.</translation>
    </message>
</context>
<context>
    <name>targetdesk::SettingsPanel</name>
    <message>
        <source>Platform</source>
        <translation>Plattform</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Methode</translation>
    </message>
    <message>
        <source>Authentication</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>&amp;URL</source>
        <translation>&amp;URL</translation>
    </message>
    <message>
        <source>&amp;Description</source>
        <translation>&amp;Beschreibung</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>N&amp;otes</source>
        <translation>N&amp;otizen</translation>
    </message>
    <message>
        <source>&amp;Platform</source>
        <translation>&amp;Plattform</translation>
    </message>
    <message>
        <source>&amp;Method</source>
        <translation>&amp;Methode</translation>
    </message>
    <message>
        <source>&amp;Content type</source>
        <translation>&amp;Inhaltstyp</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>Kopfzeilen</translation>
    </message>
    <message>
        <source>Delete removes the header of the row</source>
        <translation>Entf entfernt die Kopfzeile der Reihe</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Basic (user and password)</source>
        <translation>Basic (Benutzer und Passwort)</translation>
    </message>
    <message>
        <source>Bearer token</source>
        <translation>Bearer-Token</translation>
    </message>
    <message>
        <source>OAuth2 (client credentials)</source>
        <translation>OAuth2 (Client Credentials)</translation>
    </message>
    <message>
        <source>&amp;Authentication</source>
        <translation>&amp;Anmeldung</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Token URL</source>
        <translation>Token-URL</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>Client-Id</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Client-Geheimnis</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Scope</translation>
    </message>
    <message>
        <source>Account id</source>
        <translation>Konto-Id</translation>
    </message>
    <message>
        <source>&amp;Signing secret</source>
        <translation>&amp;Signaturgeheimnis</translation>
    </message>
    <message>
        <source>name of the secret; empty: not signed</source>
        <translation>Name des Geheimnisses; leer: ohne Signatur</translation>
    </message>
</context>
<context>
    <name>targetdesk::StepPanel</name>
    <message>
        <source>printed</source>
        <translation>ausgegeben</translation>
    </message>
    <message>
        <source>read</source>
        <translation>gelesen</translation>
    </message>
    <message>
        <source>filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>Operator</translation>
    </message>
    <message>
        <source>list or object</source>
        <translation>Liste oder Objekt</translation>
    </message>
    <message>
        <source>macro</source>
        <translation>Makro</translation>
    </message>
    <message>
        <source>block</source>
        <translation>Block</translation>
    </message>
    <message>
        <source>set</source>
        <translation>gesetzt</translation>
    </message>
    <message>
        <source>loop</source>
        <translation>Schleife</translation>
    </message>
    <message>
        <source>condition</source>
        <translation>Bedingung</translation>
    </message>
    <message>
        <source>Step back</source>
        <translation>Schritt zurück</translation>
    </message>
    <message>
        <source>Step forward</source>
        <translation>Schritt vor</translation>
    </message>
    <message>
        <source>Step of the render</source>
        <translation>Schritt des Renderns</translation>
    </message>
    <message>
        <source>Variables at this step</source>
        <translation>Variablen bei diesem Schritt</translation>
    </message>
    <message>
        <source>Variable</source>
        <translation>Variable</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>This template only prints its own text: there is nothing to step through.</source>
        <translation>Diese Vorlage gibt nur eigenen Text aus: es gibt keine Schritte.</translation>
    </message>
    <message>
        <source>There is no render to step through.</source>
        <translation>Es gibt nichts, was man durchgehen könnte.</translation>
    </message>
    <message>
        <source>Step %1 of %2 · line %3 · %4 bytes printed</source>
        <translation>Schritt %1 von %2 · Zeile %3 · %4 Bytes ausgegeben</translation>
    </message>
    <message>
        <source>only the beginning was recorded</source>
        <translation>nur der Anfang wurde aufgezeichnet</translation>
    </message>
    <message>
        <source>item %1 of %2</source>
        <translation>Element %1 von %2</translation>
    </message>
</context>
<context>
    <name>targetdesk::TargetDelegate</name>
    <message>
        <source>unsaved</source>
        <translation>ungespeichert</translation>
    </message>
</context>
<context>
    <name>targetdesk::TargetPage</name>
    <message>
        <source>Template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Settings of the target</source>
        <translation>Einstellungen des Targets</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Parts of the target</source>
        <translation>Teile des Targets</translation>
    </message>
    <message>
        <source>Line to go to</source>
        <translation>Zeile, zu der es geht</translation>
    </message>
    <message>
        <source>line or line:column</source>
        <translation>Zeile oder Zeile:Spalte</translation>
    </message>
    <message>
        <source>unsaved</source>
        <translation>ungespeichert</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Abdeckung</translation>
    </message>
    <message>
        <source>Coverage %1</source>
        <translation>Abdeckung %1</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>unsaved, draft kept</source>
        <translation>ungespeichert, Entwurf da</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>gespeichert</translation>
    </message>
</context>
<context>
    <name>targetdesk::TargetsModel</name>
    <message>
        <source>Any receiver</source>
        <translation>Beliebiger Empfänger</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n target(s)</source>
        <translation>
            <numerusform>%1, %n Target</numerusform>
            <numerusform>%1, %n Targets</numerusform>
        </translation>
    </message>
    <message>
        <source>not checked yet</source>
        <translation>noch nicht geprüft</translation>
    </message>
    <message>
        <source>%1, unsaved changes</source>
        <translation>%1, ungespeicherte Änderungen</translation>
    </message>
</context>
<context>
    <name>targetdesk::TargetsPanel</name>
    <message>
        <source>Filter targets</source>
        <translation>Targets filtern</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>Targets</translation>
    </message>
    <message>
        <source>New target</source>
        <translation>Neues Target</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Filter leeren</translation>
    </message>
    <message>
        <source>A target is a URL and a template for what is sent there.</source>
        <translation>Ein Target ist eine URL und eine Vorlage für das, was dorthin gesendet wird.</translation>
    </message>
    <message>
        <source>No target matches “%1”.</source>
        <translation>Kein Target passt zu „%1“.</translation>
    </message>
</context>
<context>
    <name>targetdesk::TemplateFixes</name>
    <message>
        <source>The preview is not up to date yet: try again in a moment.</source>
        <translation>Die Vorschau ist noch nicht so weit: gleich noch einmal versuchen.</translation>
    </message>
    <message>
        <source>There is no quick fix on this line.</source>
        <translation>In dieser Zeile gibt es nichts schnell zu beheben.</translation>
    </message>
    <message>
        <source>The template was changed meanwhile, so nothing was done.</source>
        <translation>Die Vorlage wurde inzwischen geändert, darum geschah nichts.</translation>
    </message>
    <message numerus="yes">
        <source>Trying the fixes on %n sample(s) …</source>
        <translation>
            <numerusform>Probiert die Abhilfen mit %n Beispiel …</numerusform>
            <numerusform>Probiert die Abhilfen mit %n Beispielen …</numerusform>
        </translation>
    </message>
    <message>
        <source>No fix is safe on all samples: Alt+Enter on a problem shows what there is.</source>
        <translation>Keine Abhilfe ist mit allen Beispielen sicher: Alt+Eingabe auf einem Problem zeigt, was es gibt.</translation>
    </message>
    <message numerus="yes">
        <source>%n safe fix(es) made: %1</source>
        <translation>
            <numerusform>%n sichere Abhilfe gemacht: %1</numerusform>
            <numerusform>%n sichere Abhilfen gemacht: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Only templates of JSON can be formatted.</source>
        <translation>Nur Vorlagen für JSON lassen sich formatieren.</translation>
    </message>
    <message>
        <source>The template cannot be formatted while it has a syntax error or an open text.</source>
        <translation>Mit einem Syntaxfehler oder offenen Text lässt sich die Vorlage nicht formatieren.</translation>
    </message>
    <message>
        <source>The template is formatted.</source>
        <translation>Die Vorlage ist formatiert.</translation>
    </message>
    <message>
        <source>Not formatted, because it cannot be proven that the payload stays the same: %1.</source>
        <translation>Nicht formatiert, weil sich nicht beweisen lässt, dass die Nutzdaten gleich bleiben: %1.</translation>
    </message>
    <message numerus="yes">
        <source>Formatted; the payload of %n sample(s) is the same.</source>
        <translation>
            <numerusform>Formatiert; die Nutzdaten von %n Beispiel sind gleich.</numerusform>
            <numerusform>Formatiert; die Nutzdaten von %n Beispielen sind gleich.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no quick fix for this problem.</source>
        <translation>Für dieses Problem gibt es keine schnelle Abhilfe.</translation>
    </message>
</context>
<context>
    <name>targetdesk::TemplateTransfer</name>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>The pasted text is an escaped template.</source>
        <translation>Der eingefügte Text ist eine maskierte Vorlage.</translation>
    </message>
    <message>
        <source>The pasted text is a target of the API.</source>
        <translation>Der eingefügte Text ist ein Target der API.</translation>
    </message>
    <message>
        <source>The pasted text is a curl command.</source>
        <translation>Der eingefügte Text ist ein curl-Befehl.</translation>
    </message>
    <message>
        <source>Insert the template inside</source>
        <translation>Die Vorlage darin einfügen</translation>
    </message>
    <message>
        <source>The template was changed meanwhile, so nothing was done.</source>
        <translation>Die Vorlage wurde inzwischen geändert, darum geschah nichts.</translation>
    </message>
</context>
<context>
    <name>targetdesk::TestSender</name>
    <message>
        <source>Nothing was sent: the payload is not good. The problems say why.</source>
        <translation>Nichts wurde gesendet: die Nutzdaten sind nicht gut. Die Probleme sagen, warum.</translation>
    </message>
    <message>
        <source>Nothing was sent: %1</source>
        <translation>Nichts wurde gesendet: %1</translation>
    </message>
</context>
<context>
    <name>targetdesk::TopBar</name>
    <message>
        <source>Send test</source>
        <translation>Test senden</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>protected: asks before it sends</source>
        <translation>geschützt: fragt vor dem Senden</translation>
    </message>
</context>
<context>
    <name>targetdesk::WantedPayloadDialog</name>
    <message>
        <source>Start from a payload</source>
        <translation>Mit Nutzdaten beginnen</translation>
    </message>
    <message>
        <source>Example of the wanted payload</source>
        <translation>Beispiel der gewünschten Nutzdaten</translation>
    </message>
    <message>
        <source>Paste what the receiver wants, as JSON</source>
        <translation>Einfügen, was der Empfänger will, als JSON</translation>
    </message>
    <message>
        <source>Fields and what fills them</source>
        <translation>Felder und woraus sie gefüllt werden</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>Filled from</source>
        <translation>Gefüllt aus</translation>
    </message>
    <message>
        <source>Template made of it</source>
        <translation>Daraus gemachte Vorlage</translation>
    </message>
    <message>
        <source>Use this template</source>
        <translation>Diese Vorlage nehmen</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Felder</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Wanted payload</source>
        <translation>Gewünschte Nutzdaten</translation>
    </message>
    <message>
        <source>What fills %1</source>
        <translation>Was %1 füllt</translation>
    </message>
    <message>
        <source>(stays as it is)</source>
        <translation>(bleibt, wie es ist)</translation>
    </message>
    <message>
        <source>This is not JSON, or has no values.</source>
        <translation>Das ist kein JSON oder hat keine Werte.</translation>
    </message>
    <message>
        <source>%1 of %2 fields are filled from the context</source>
        <translation>%1 von %2 Feldern werden aus dem Kontext gefüllt</translation>
    </message>
    <message>
        <source>Values of the context, to be dragged to a field</source>
        <translation>Werte des Kontexts, zum Ziehen auf ein Feld</translation>
    </message>
    <message>
        <source>Context (drag to a field)</source>
        <translation>Kontext (auf ein Feld ziehen)</translation>
    </message>
    <message>
        <source>%1 cannot fill this field: a list needs a list, a value a value</source>
        <translation>%1 kann dieses Feld nicht füllen: Eine Liste braucht eine Liste, ein Wert einen Wert</translation>
    </message>
    <message>
        <source>each of %1</source>
        <translation>jedes von %1</translation>
    </message>
</context>
<context>
    <name>targetdesk::WhereFromPanel</name>
    <message>
        <source>not there</source>
        <translation>nicht da</translation>
    </message>
    <message>
        <source>null</source>
        <translation>null</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>wahr oder falsch</translation>
    </message>
    <message>
        <source>whole number</source>
        <translation>ganze Zahl</translation>
    </message>
    <message>
        <source>number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>text, escaped</source>
        <translation>Text, maskiert</translation>
    </message>
    <message>
        <source>list</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>special object</source>
        <translation>besonderes Objekt</translation>
    </message>
    <message>
        <source>(not there)</source>
        <translation>(nicht da)</translation>
    </message>
    <message>
        <source>Point at a value of the payload, or put the cursor on one: here stands where it comes from.</source>
        <translation>Auf einen Wert der Nutzdaten zeigen oder die Schreibmarke darauf setzen: hier steht, woher er kommt.</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Hingehen</translation>
    </message>
    <message>
        <source>Go to the place in the template</source>
        <translation>Zur Stelle in der Vorlage gehen</translation>
    </message>
    <message>
        <source>Put the template’s cursor there (Return in the payload)</source>
        <translation>Die Schreibmarke der Vorlage dorthin setzen (Eingabe in den Nutzdaten)</translation>
    </message>
    <message>
        <source>Where the value comes from, step by step</source>
        <translation>Woher der Wert kommt, Schritt für Schritt</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>%1 is not printed by this template with this sample.</source>
        <translation>%1 wird von dieser Vorlage mit diesem Beispiel nicht ausgegeben.</translation>
    </message>
    <message>
        <source>Line %1, column %2</source>
        <translation>Zeile %1, Spalte %2</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s) in the payload</source>
        <translation>
            <numerusform>%n-mal in den Nutzdaten</numerusform>
            <numerusform>%n-mal in den Nutzdaten</numerusform>
        </translation>
    </message>
    <message>
        <source>Constant text of line %1</source>
        <translation>Fester Text aus Zeile %1</translation>
    </message>
    <message>
        <source>item %1 of %2</source>
        <translation>Element %1 von %2</translation>
    </message>
    <message>
        <source>loop</source>
        <translation>Schleife</translation>
    </message>
    <message>
        <source>context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>%1, set in line %2</source>
        <translation>%1, gesetzt in Zeile %2</translation>
    </message>
</context>
<context>
    <name>targetdesk::WorkspaceSession</name>
    <message>
        <source>There is a target with the handle “%1” already.</source>
        <translation>Ein Target mit dem Handle „%1“ gibt es schon.</translation>
    </message>
    <message>
        <source>rename of “%1”</source>
        <translation>Umbenennen von „%1“</translation>
    </message>
    <message>
        <source>deletion of “%1”</source>
        <translation>Löschen von „%1“</translation>
    </message>
</context>
</TS>
